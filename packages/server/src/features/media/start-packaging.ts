import { constants } from 'node:fs'
import { access, readFile, stat } from 'node:fs/promises'
import { resolve } from 'node:path'
import { invalidField } from '../../platform/errors.ts'
import { CaptionsRefused, readCaptions } from './captions.ts'
import { defaultLadder } from './ladder.ts'
import type { PackagingDeps } from './packaging.ts'
import { queuePackaging } from './queue-packaging.ts'
import { language } from './source.ts'

export interface PackagingRequest {
  videoId: string
  /** What to package: bytes in storage, which are ours from then on, or a file that every worker can read and that stays. */
  source: { storagePath: string } | { file: string }
  /** Languages of the file's sound tracks, in their order; what is left out is as the file says, or the channel's. */
  audioLanguages?: readonly string[]
  /** WebVTT or SubRip files. */
  captions?: readonly CaptionFile[]
  /** Heights to make as far as the source reaches. */
  ladder?: readonly number[]
  /** Higher goes first. */
  priority?: number
  actor: string
}

export type CaptionFile = { language: string } & ({ path: string } | { bytes: Buffer })

/** Has a video packaged in the background; it plays on as it is until the first rung is ready. Refuses what cannot be read. */
export async function startPackaging(deps: PackagingDeps, request: PackagingRequest): Promise<{ packagingId: string }> {
  const { videoId, source, priority = 0, actor } = request
  const isSourceStored = 'storagePath' in source
  if (isSourceStored) {
    if (!(await deps.storage.head(source.storagePath))) throw invalidField('source', 'is not in the storage')
  } else if (!(await isReadable(source.file))) throw invalidField('source', 'is not a file that can be read')
  const captions: { language: string; webVtt: string }[] = []
  for (const caption of request.captions ?? []) captions.push(await readCaptionFile(caption))
  const languages = captions.map((caption) => caption.language)
  const twice = languages.find((tag, i) => languages.indexOf(tag) !== i)
  if (twice !== undefined) throw invalidField('captions', `are given twice in ${twice}`)
  return queuePackaging(deps, {
    videoId,
    sourcePath: isSourceStored ? source.storagePath : resolve(source.file),
    isSourceStored,
    audioLanguages: (request.audioLanguages ?? []).map((tag) => requireLanguage('audioLanguages', tag)),
    captions,
    ladder: requireLadder(request.ladder ?? defaultLadder),
    priority,
    actor,
  })
}

async function readCaptionFile({ language: tag, ...file }: CaptionFile) {
  const canonical = requireLanguage('captions', tag)
  try {
    const bytes = 'bytes' in file ? file.bytes : await readFile(file.path)
    return { language: canonical, webVtt: readCaptions(bytes, canonical) }
  } catch (error) {
    if (error instanceof CaptionsRefused) throw invalidField(`captions.${canonical}`, error.message)
    if (error instanceof Error && 'code' in error) throw invalidField(`captions.${canonical}`, 'cannot be read')
    throw error
  }
}

function requireLanguage(field: string, tag: string): string {
  const canonical = language(tag)
  if (canonical === undefined) throw invalidField(field, `name a language that is none: ${tag}`)
  return canonical
}

/** The ladder from low to high, or a refusal. */
export function requireLadder(ladder: readonly number[]): number[] {
  const rungs = [...new Set(ladder)].sort((a, b) => a - b)
  if (
    rungs.length === 0 ||
    rungs.length > 8 ||
    !rungs.every((rung) => Number.isInteger(rung) && rung >= 144 && rung <= 2160)
  ) {
    throw invalidField('ladder', 'must be one to eight heights from 144 to 2160')
  }
  return rungs
}

async function isReadable(file: string): Promise<boolean> {
  try {
    await access(file, constants.R_OK)
    return (await stat(file)).isFile()
  } catch {
    return false
  }
}
