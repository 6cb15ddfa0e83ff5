import { stat } from 'node:fs/promises'
import { AppError, invalidField } from '../../platform/errors.ts'
import { findPackaging, type PackagingDeps } from '../media/index.ts'
import { fingerprint, handOver } from './hand-over.ts'
import { hashFile } from './hash-file.ts'
import { type Joiner, type SoundFile, withAudio } from './join-audio.ts'
import { recogniseFile } from './recognise-upload.ts'
import { findVideoSource } from './source-store.ts'
import { withStored } from './store-file.ts'

export interface FileImport {
  videoId: string
  file: string
  audioLanguages?: readonly string[]
  /** Sound in further languages, in files of its own. */
  audio?: readonly SoundFile[]
  captions?: readonly { language: string; path: string }[]
  priority?: number | undefined
  actor: string
}

/**
 * Makes of a file on this machine what a video plays, in the background. Where the video was made of the same before,
 * nothing happens. Each byte is read twice: to know it, and to store it; `onBytes` hears of both.
 */
export async function importFile(
  deps: PackagingDeps & { packager: Joiner },
  { file, audioLanguages = [], audio = [], captions = [], ...asked }: FileImport,
  onBytes: (bytes: number) => void = () => undefined,
): Promise<{ packagingId: string; isNew: boolean }> {
  await requireFilm(file)
  const texts = await hashed(captions)
  const sounds = await hashed(audio)
  const material = {
    ...asked,
    audioLanguages,
    captions: texts,
    audio: sounds,
    sha256: await hashFile(file, onBytes),
  }
  const before = await findVideoSource(deps.db, asked.videoId)
  if (before?.fingerprint.equals(fingerprint(material))) {
    const packaging = await findPackaging(deps, before.packagingId)
    if (packaging && ['waiting', 'running', 'done'].includes(packaging.state)) {
      return { packagingId: before.packagingId, isNew: false }
    }
  }
  const started = await withAudio(deps.packager, { file, audio }, (joined) =>
    withStored(deps, { file: joined, onBytes }, (storagePath) => handOver(deps, { ...material, storagePath })),
  )
  return { ...started, isNew: true }
}

async function hashed<Each extends { path: string }>(files: readonly Each[]): Promise<(Each & { sha256: Buffer })[]> {
  const known = []
  for (const file of files) known.push({ ...file, sha256: await hashFile(file.path).catch(unreadable(file.path)) })
  return known
}

/** Refuses what is no film by its first bytes. */
export async function requireFilm(file: string): Promise<void> {
  const recognised = await recogniseFile(file).catch(unreadable(file))
  if ('kind' in recognised && recognised.kind === 'video') return
  const problem = 'problem' in recognised ? recognised.problem : `The file holds ${recognised.kind}, no film.`
  throw new AppError('UnsuitableFile', { fields: [{ field: file, problem }] })
}

/** How much `importFile` has to read. */
export async function bytesToImport(file: string): Promise<number> {
  return 2 * (await stat(file).catch(unreadable(file))).size
}

function unreadable(file: string) {
  return (error: unknown): never => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw invalidField(file, 'is not there')
    if (code === 'EACCES' || code === 'EISDIR') throw invalidField(file, 'cannot be read')
    throw error
  }
}
