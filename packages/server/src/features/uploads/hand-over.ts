import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import { type Database, transaction } from '../../platform/database/open.ts'
import { newId } from '../../platform/random.ts'
import { type PackagingDeps, startPackaging } from '../media/index.ts'
import { upsertVideoSource } from './source-store.ts'

const readBufferBytes = 1024 * 1024

export interface Material {
  videoId: string
  /** A film on this machine, and its sha256. */
  file: string
  sha256: Buffer
  audioLanguages: readonly string[]
  /** What was joined to the film. */
  audio?: readonly { language: string; sha256: Buffer }[]
  captions: readonly { language: string; path: string; sha256: Buffer }[]
  priority?: number | undefined
  actor: string
}

/** Stores a film where every worker can read it and has it packaged; `within` is done together with that, or neither is. */
export async function handOver(
  deps: PackagingDeps,
  material: Material,
  {
    within = async () => undefined,
    onBytes = () => undefined,
  }: { within?: (tx: Database) => Promise<void>; onBytes?: (bytes: number) => void } = {},
): Promise<{ packagingId: string }> {
  const { videoId, file, audioLanguages, captions, priority = 0, actor } = material
  const storagePath = `sources/${newId(deps)}`
  try {
    await deps.storage.putStream(storagePath, Readable.from(counted(file, onBytes), { objectMode: false }))
    return await transaction(deps.db, async (tx) => {
      await within(tx)
      const request = { videoId, source: { storagePath }, audioLanguages, captions, priority, actor }
      const started = await startPackaging({ ...deps, db: tx }, request)
      await upsertVideoSource(tx, { videoId, fingerprint: fingerprint(material), ...started, now: deps.clock.now() })
      return started
    })
  } catch (error) {
    await deps.storage.deleteAll(storagePath)
    throw error
  }
}

/** What two times the same material have in common. */
export function fingerprint({
  sha256,
  audioLanguages,
  audio = [],
  captions,
}: Omit<Material, 'videoId' | 'file' | 'actor'>): Buffer {
  const parts = [
    sha256.toString('hex'),
    audioLanguages.join(','),
    ...audio.map(({ language, sha256: bytes }) => `audio ${language}=${bytes.toString('hex')}`),
    ...captions.map((caption) => `${caption.language}=${caption.sha256.toString('hex')}`).sort(),
  ]
  return createHash('sha256').update(parts.join('\n')).digest()
}

async function* counted(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file, { highWaterMark: readBufferBytes })) {
    onBytes((chunk as Buffer).length)
    yield chunk as Buffer
  }
}
