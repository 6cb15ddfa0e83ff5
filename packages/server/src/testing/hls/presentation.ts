import type { Tell } from './attributes.ts'
import { type MasterPlaylist, readMasterPlaylist, type Track, type Variant } from './master-playlist.ts'
import { bitRates } from './rates.ts'
import { type Fetch, playlistType, type Rendition, walkCaptions, walkMedia } from './rendition.ts'

export interface Presentation {
  /** What breaks RFC 8216, or plays out of step, in words that name the place; empty for a sound presentation. */
  problems: string[]
  master: MasterPlaylist
  variants: Rendition[]
  audio: Rendition[]
  captions: Rendition[]
}

// Sound begins and ends with whole frames of its own, a few hundredths of a second beside the picture's.
const slackSeconds = 0.05

/** Walks through a presentation as a player would, to every key and segment, and checks it against RFC 8216. */
export async function walkPresentation(
  url: string,
  get: (url: string) => Promise<Response> = fetch,
): Promise<Presentation> {
  const problems: string[] = []
  const base = new URL('.', url).href
  const tellOf =
    (address: string): Tell =>
    (problem) =>
      problems.push(`${address.replace(base, '')} ${problem}`)
  const fetchFrom: Fetch = async (address, type) => {
    const response = await get(address)
    const said = response.headers.get('content-type') ?? ''
    if (response.status !== 200) tellOf(address)(`is answered ${response.status}`)
    else if (!type.test(said)) tellOf(address)(`comes as ${said}`)
    return Buffer.from(await response.arrayBuffer())
  }

  const tell = tellOf(url)
  const master = readMasterPlaylist(await fetchFrom(url, playlistType), tell)
  const walk = async (uri: string, how: typeof walkMedia) => {
    const address = new URL(uri, url).href
    return how(address, fetchFrom, tellOf(address))
  }
  const variants: Rendition[] = []
  for (const { uri } of master.variants) variants.push(await walk(uri, walkMedia))
  const [audio, captions]: [Rendition[], Rendition[]] = [[], []]
  for (const { type, uri } of master.tracks) {
    if (type === 'AUDIO') audio.push(await walk(uri, walkMedia))
    else captions.push(await walk(uri, walkCaptions))
  }
  const whole = { problems, master, variants, audio, captions }
  for (const [i, variant] of master.variants.entries()) checkVariant(variant, variants[i], whole, tell)
  const tracks = master.tracks.filter(({ type }) => type === 'AUDIO')
  for (const [i, track] of tracks.entries()) checkTrack(track, audio[i], tell)
  checkTargets(whole, tellOf)
  checkTimes(whole, tellOf)
  return whole
}

function checkVariant(said: Variant, variant: Rendition | undefined, { audio, captions }: Presentation, tell: Tell) {
  const { init } = variant ?? {}
  if (!variant || !init) return
  const held = new Set([init.codec, ...audio.map((track) => track.init?.codec)])
  const isSame = held.size === said.codecs.length && said.codecs.every((codec) => held.has(codec))
  if (!isSame) {
    tell(`has CODECS="${said.codecs}" for ${said.uri}, which holds ${[...held].join()}`)
  }
  if (said.resolution !== init.resolution)
    tell(`has RESOLUTION=${said.resolution} for ${said.uri}, which is ${init.resolution}`)
  const highest = (kind: 'peak' | 'average') =>
    bitRates(variant)[kind] +
    most(audio.map((one) => bitRates(one)[kind])) +
    most(captions.map((one) => bitRates(one)[kind]))
  for (const [name, written, real] of [
    ['BANDWIDTH', said.bandwidth, highest('peak')],
    ['AVERAGE-BANDWIDTH', said.averageBandwidth, highest('average')],
  ] as const) {
    // A rung that says much more than it takes is not chosen by those whom it would suit.
    if (written < real || written > 1.1 * real + 1000)
      tell(`has ${name}=${written} for ${said.uri}, which takes ${real}`)
  }
}

const most = (rates: number[]) => Math.max(0, ...rates)

function checkTrack({ uri, channels }: Track, track: Rendition | undefined, tell: Tell): void {
  const heard = track?.init?.channels
  if (channels !== undefined && heard !== undefined && channels !== String(heard))
    tell(`has CHANNELS="${channels}" for ${uri}, which has ${heard}`)
}

/** RFC 8216, 6.2.4: captions alone may have a target of their own. */
function checkTargets({ variants, audio }: Presentation, tellOf: (url: string) => Tell): void {
  const target = variants[0]?.playlist.targetSeconds
  for (const { url, playlist } of [...variants, ...audio]) {
    if (playlist.targetSeconds !== target)
      tellOf(url)(`has a target of ${playlist.targetSeconds} s where the first variant has ${target}`)
  }
}

function checkTimes({ master, variants, audio, captions }: Presentation, tellOf: (url: string) => Tell): void {
  const [first] = variants
  if (!first) return
  const start = first.times[0]?.shown ?? 0
  const end = start + length(first)
  for (const { url, init, times, playlist } of variants) {
    const tell = tellOf(url)
    if (init?.kind !== 'video') tell('holds no pictures')
    if (!master.isIndependent && !playlist.isIndependent) tell('does not say that its segments stand by themselves')
    for (const [i, { shown }] of times.entries()) {
      const other = first.times[i]?.shown
      if (other === undefined || Math.abs(shown - other) > 0.001)
        tell(`shows its segment ${i} from ${shown} s on, the first variant from ${other}`)
    }
    if (times.length !== first.times.length)
      tell(`has ${times.length} segments, the first variant ${first.times.length}`)
  }
  for (const track of audio) {
    const tell = tellOf(track.url)
    const from = track.times[0]?.shown ?? 0
    if (track.init?.kind !== 'audio') tell('holds no sound')
    if (Math.abs(from - start) > slackSeconds) tell(`is heard from ${from} s on, the picture seen from ${start}`)
    if (Math.abs(from + length(track) - end) > slackSeconds)
      tell(`is heard until ${from + length(track)} s, the picture seen until ${end}`)
  }
  for (const { url, playlist, zeroAtSeconds = 0 } of captions) {
    const listed = playlist.segments.reduce((sum, { seconds }) => sum + seconds, 0)
    if (Math.abs(listed - length(first)) > slackSeconds) tellOf(url)(`lasts ${listed} s, the picture ${length(first)}`)
    if (Math.abs(zeroAtSeconds - start) > slackSeconds)
      tellOf(url)(`places its time 0 at ${zeroAtSeconds} s, the picture begins at ${start}`)
  }
}

function length({ times }: Rendition): number {
  return (times.at(-1)?.to ?? 0) - (times[0]?.from ?? 0)
}
