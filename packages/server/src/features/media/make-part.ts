import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { videoCodec } from './codecs.ts'
import { drawPoster, drawStoryboard, type Encoding, encodeAudio, encodeRungs } from './encode.ts'
import { HoldLost } from './hold.ts'
import type { Rung } from './ladder.ts'
import { assetPath } from './media-files.ts'
import { outlast } from './outlast.ts'
import type { PackagerDeps } from './packaging.ts'
import type { Hold, Packaging } from './packaging-store.ts'
import {
  findDuration,
  type Part,
  updateDuration,
  updatePartDone,
  updatePartStarted,
  updateProgress,
} from './part-store.ts'
import { readReadyMade } from './ready-made.ts'
import type { Source } from './source.ts'
import { requireWhole } from './source-extent.ts'
import { type PutFile, storeRendition } from './store-rendition.ts'
import { planStoryboard, storyboardVtt } from './storyboard.ts'

/** A sound track to be made. */
export interface Track {
  name: string
  language: string
  index: number
  isUnplaced: boolean
}

/** All that is at hand while one video is packaged. */
export interface Workshop extends PackagerDeps {
  packaging: Packaging
  hold: Hold
  dir: string
  signal: AbortSignal
  /** Throws where the packaging is not ours any more. */
  requireHold: () => Promise<void>
  source: Source
  rungs: readonly Rung[]
  tracks: readonly Track[]
  hasToneMapping: boolean
  videoSecret: Buffer
}

const noteEveryMs = 1000

/** Puts a file of the asset being made, as long as it is ours to make. */
export function putter({ storage, packaging, requireHold, signal }: Workshop): PutFile {
  return async (file, content) =>
    outlast(signal, async () => {
      await requireHold()
      await storage.put(assetPath(packaging.assetId, file), Buffer.from(content))
    })
}

/** Makes what one run makes; stores each part of it and notes that it is done. */
export async function makeRun(
  shop: Workshop,
  run: readonly Part[],
  { afterEach }: { afterEach: () => Promise<void> },
): Promise<void> {
  const { db, clock, hold, signal } = shop
  for (const { name } of run) {
    await outlast(signal, () => updatePartStarted(db, { ...hold, name, now: clock.now() }))
  }
  const notes = run.map((part) => noteProgress(shop, part))
  const how: Encoding = { ...shop, onProgress: (fraction) => notes.forEach((note) => note(fraction)) }
  const kind = run[0]?.kind ?? 'caption'
  const storeEach = await makers[kind](shop, run, how)
  for (const { name } of run) {
    const made = await storeEach(name)
    const isOurs = await outlast(signal, () => updatePartDone(db, hold, { name, now: clock.now(), ...made }))
    if (!isOurs) throw new HoldLost()
    await afterEach()
  }
}

type Made = { codec?: string; bandwidth?: number; averageBandwidth?: number }
/** Makes parts of one kind, and says how each is stored. */
type Make = (shop: Workshop, run: readonly Part[], how: Encoding) => Promise<(name: string) => Promise<Made>>

const makers: Record<Part['kind'], Make> = {
  video: async (shop, run, how) => {
    const rungs = run.map(({ name }) => {
      const rung = shop.rungs.find((one) => one.name === name)
      if (!rung) throw new Error(`the file no longer reaches ${name}`)
      return rung
    })
    await encodeRungs(shop.packager, shop.source, rungs, how)
    return (name) => store(shop, name)
  },
  audio: async (shop, run, how) => {
    for (const { name } of run) {
      const track = shop.tracks.find((one) => one.name === name)
      if (!track) throw new Error(`the file no longer holds ${name}`)
      await encodeAudio(shop.packager, await asMade(shop), track, how)
    }
    return (name) => store(shop, name)
  },
  pictures: async (shop, _run, how) => {
    const { packager, dir, rungs } = shop
    const source = await asMade(shop)
    const put = putter(shop)
    const size = rungs
      .filter(({ width, height }) => Math.min(width, height) <= 720)
      .sort((a, b) => b.width - a.width)[0]
    await drawPoster(packager, source, size ?? source.video, how)
    const board = planStoryboard(source)
    await drawStoryboard(packager, source, board, how)
    return async () => {
      for (const picture of ['poster.jpg', 'storyboard.jpg']) await put(picture, await readFile(join(dir, picture)))
      await put('storyboard.vtt', storyboardVtt(board, source.durationSeconds))
      return {}
    }
  },
  caption: async () => async () => ({}),
}

/** The source, as long as the first rung of it became. */
async function asMade({ db, packaging, source, signal }: Workshop): Promise<Source> {
  const seconds = await outlast(signal, () => findDuration(db, packaging.id))
  return { ...source, durationSeconds: seconds ?? source.durationSeconds }
}

async function store(shop: Workshop, name: string): Promise<Made> {
  const { dir, random, videoSecret } = shop
  const rendition = await readReadyMade(dir, name)
  const isVideo = name.startsWith('v')
  const seconds = rendition.segments.reduce((sum, segment) => sum + segment.seconds, 0)
  if (isVideo) await keepDuration(shop, seconds)
  const { bandwidth } = await storeRendition({ put: putter(shop), random, videoSecret }, name, rendition)
  for (const file of [`${name}.mp4`, `${name}.m3u8`]) await rm(join(dir, file))
  const codec = isVideo ? { codec: videoCodec(rendition.init) } : {}
  return { ...codec, bandwidth: bandwidth.peak, averageBandwidth: bandwidth.average }
}

async function keepDuration({ db, packaging, source, signal }: Workshop, seconds: number): Promise<void> {
  requireWhole(seconds, source.durationSeconds)
  await outlast(signal, () => updateDuration(db, packaging.id, seconds))
}

function noteProgress({ db, clock, packaging }: Workshop, { name }: Part): (fraction: number) => void {
  let notedAt = clock.monotonicMs()
  return (fraction) => {
    const now = clock.monotonicMs()
    if (now - notedAt < noteEveryMs) return
    notedAt = now
    // The part is stored after it is encoded, and only then done.
    updateProgress(db, { packagingId: packaging.id, name, progress: 0.97 * fraction }).catch(() => undefined)
  }
}
