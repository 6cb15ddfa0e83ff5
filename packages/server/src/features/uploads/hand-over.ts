import { createHash } from 'node:crypto'
import { type Database, transaction } from '../../platform/database/open.ts'
import { type PackagingDeps, startPackaging } from '../media/index.ts'
import { deleteVideoSource, upsertVideoSource } from './source-store.ts'

export interface Material {
  videoId: string
  /** A film in the storage, and its sha256 if that is known already. */
  storagePath: string
  sha256: Buffer | undefined
  audioLanguages: readonly string[]
  /** What was joined to the film. */
  audio?: readonly { language: string; sha256: Buffer }[]
  captions: readonly ({ language: string; sha256: Buffer } & ({ path: string } | { bytes: Buffer }))[]
  priority?: number | undefined
  actor: string
}

/** Has a stored film packaged; `within` is done together with that, or neither is. */
export async function handOver(
  deps: PackagingDeps,
  material: Material,
  { within = async () => undefined }: { within?: (tx: Database) => Promise<void> } = {},
): Promise<{ packagingId: string }> {
  const { videoId, storagePath, sha256, audioLanguages, captions, priority = 0, actor } = material
  return await transaction(deps.db, async (tx) => {
    await within(tx)
    const request = { videoId, source: { storagePath }, audioLanguages, captions, priority, actor }
    const started = await startPackaging({ ...deps, db: tx }, request)
    if (sha256) {
      const print = fingerprint({ ...material, sha256 })
      await upsertVideoSource(tx, { videoId, fingerprint: print, ...started, now: deps.clock.now() })
    } else await deleteVideoSource(tx, videoId)
    return started
  })
}

/** What two times the same material have in common. */
export function fingerprint({
  sha256,
  audioLanguages,
  audio = [],
  captions,
}: Pick<Material, 'audioLanguages' | 'audio'> & {
  sha256: Buffer
  captions: readonly { language: string; sha256: Buffer }[]
}): Buffer {
  const parts = [
    sha256.toString('hex'),
    audioLanguages.join(','),
    ...audio.map(({ language, sha256: bytes }) => `audio ${language}=${bytes.toString('hex')}`),
    ...captions.map((caption) => `${caption.language}=${caption.sha256.toString('hex')}`).sort(),
  ]
  return createHash('sha256').update(parts.join('\n')).digest()
}
