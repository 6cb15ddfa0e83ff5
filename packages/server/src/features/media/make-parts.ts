import { createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { findFfmpeg } from '../../platform/ffmpeg/find-ffmpeg.ts'
import { unseal } from '../../platform/keys.ts'
import type { Grip } from './hold.ts'
import { planRungs, type Rung } from './ladder.ts'
import { makeRun, type Track, type Workshop } from './make-part.ts'
import { outlast } from './outlast.ts'
import type { PackagerDeps } from './packaging.ts'
import type { Hold, Packaging } from './packaging-store.ts'
import { findParts, insertParts, type NewPart } from './part-store.ts'
import { planRuns } from './plan-runs.ts'
import { requireRoom, roomFor } from './room.ts'
import { showAsset } from './show-asset.ts'
import { language, readSource, type Source } from './source.ts'
import { SourceRefused } from './source-refused.ts'

/** Makes what is not made yet, part by part, and lets the video play as soon as there is enough of it. */
export async function makeParts(
  deps: PackagerDeps,
  { packaging, hold, dir, held }: { packaging: Packaging; hold: Hold; dir: string; held: Grip },
): Promise<void> {
  const { signal } = held
  const file = await outlast(signal, () => fetchSource(deps, packaging, { dir, signal }))
  const [source, abilities] = await Promise.all([
    readSource(deps.packager, file, { signal }),
    findFfmpeg(deps.packager),
  ])
  const rungs = planRungs(source.video, packaging.ladder)
  const tracks = nameTracks(source, packaging)
  await outlast(signal, () => insertParts(deps.db, packaging.id, listParts(rungs, tracks)))
  const parts = await outlast(signal, () => findParts(deps.db, packaging.id))
  await requireRoom(deps.packager, roomFor(parts, { rungs, seconds: source.durationSeconds }))
  const shop: Workshop = {
    ...deps,
    ...abilities,
    packaging,
    hold,
    dir,
    signal,
    requireHold: held.require,
    source,
    rungs,
    tracks,
    videoSecret: unseal(deps.mediaSealKey, packaging.sealedSecret),
  }
  const show = () => outlast(signal, () => showAsset(shop))
  for (const run of planRuns(parts)) await makeRun(shop, run, { afterEach: show })
  // A worker that was killed may have made the last part and not shown it.
  await show()
}

async function fetchSource(
  { storage, packager }: PackagerDeps,
  { isSourceStored, sourcePath, wantsBytes }: Packaging,
  { dir, signal }: { dir: string; signal: AbortSignal },
): Promise<string> {
  if (!isSourceStored) {
    if (await stat(sourcePath).catch(() => undefined)) return sourcePath
    throw new SourceRefused('The file is no longer where it was.')
  }
  const found = await storage.head(sourcePath)
  if (!found) throw new SourceRefused('The file is no longer in the storage.')
  const inPlace = storage.fileOf(sourcePath)
  if (inPlace !== undefined) return inPlace
  // What did not fit before is looked at before the source is fetched once more.
  await requireRoom(packager, { scratchBytes: found.size + (wantsBytes ?? 0), storedBytes: 0 })
  const file = join(dir, 'source')
  await pipeline(storage.read(sourcePath), createWriteStream(file), { signal })
  return file
}

/** The first rung, then sound and pictures, with which it can be watched; then what is better. */
function listParts(rungs: readonly Rung[], tracks: readonly Track[]): NewPart[] {
  const video = (rung: Rung): Omit<NewPart, 'position'> => ({
    ...rung,
    kind: 'video',
    // What an encoder needs grows with the picture, and reading the source comes on top.
    weight: rung.width * rung.height + 200_000,
  })
  const [first, ...rest] = rungs.map(video)
  const audio = tracks.map(
    (track) => ({ name: track.name, language: track.language, kind: 'audio', weight: 40_000 }) as const,
  )
  const pictures = { name: 'pictures', kind: 'pictures', weight: 40_000 } as const
  return [...(first ? [first] : []), ...audio, pictures, ...rest].map((part, i) => ({ ...part, position: 100 + i }))
}

/** One track a language: what was said of it, else what the file says, else the channel's. */
function nameTracks({ audio }: Source, { audioLanguages, channelLanguage }: Packaging): Track[] {
  const tracks = audio.map((track, i) => {
    const spoken = audioLanguages[i] ?? track.language ?? language(channelLanguage) ?? 'und'
    return { name: `a-${spoken}`, language: spoken, index: track.index, isUnplaced: track.isUnplaced }
  })
  return tracks.filter(({ name }, i) => tracks.findIndex((other) => other.name === name) === i)
}
