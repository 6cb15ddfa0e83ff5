import { readAttributes, type Tell } from './attributes.ts'
import { checkVersion, type Line, readLines } from './playlist-lines.ts'

export interface Track {
  type: 'AUDIO' | 'SUBTITLES'
  group: string
  name: string
  language: string
  channels: string | undefined
  uri: string
}

export interface Variant {
  uri: string
  bandwidth: number
  averageBandwidth: number
  resolution: string | undefined
  codecs: string[]
  audio: string | undefined
  subtitles: string | undefined
}

export interface MasterPlaylist {
  isIndependent: boolean
  variants: Variant[]
  tracks: Track[]
}

/** A master playlist, with its groups and who refers to them (RFC 8216, 4.3.4). */
export function readMasterPlaylist(bytes: Buffer, tell: Tell): MasterPlaylist {
  const lines = readLines(bytes, 'master', tell)
  checkVersion(lines, 1, tell)
  const rows = lines.filter(({ tag }) => tag === 'EXT-X-MEDIA').map(({ text }) => readTrack(text, tell))
  checkGroups(rows, tell)
  const variants = readVariants(lines, tell)
  const tracks = rows.map(({ track }) => track)
  checkReferences(variants, tracks, tell)
  return { isIndependent: lines.some(({ tag }) => tag === 'EXT-X-INDEPENDENT-SEGMENTS'), variants, tracks }
}

interface Row {
  track: Track
  isDefault: boolean
  isAutoselect: boolean
  isForced: boolean
}

function readTrack(text: string, tellAll: Tell): Row {
  const name = /NAME="([^"]*)"/.exec(text)?.[1] ?? ''
  const tell: Tell = (problem) => tellAll(`has an EXT-X-MEDIA “${name}” that ${problem}`)
  const read = readAttributes(
    text,
    {
      TYPE: 'enumerated!',
      'GROUP-ID': 'quoted!',
      NAME: 'quoted!',
      URI: 'quoted!',
      LANGUAGE: 'quoted!',
      DEFAULT: 'enumerated',
      AUTOSELECT: 'enumerated',
      FORCED: 'enumerated',
      CHANNELS: 'quoted',
    },
    tell,
  )
  const { TYPE, LANGUAGE = '', CHANNELS, DEFAULT, AUTOSELECT, FORCED, URI = '' } = read
  for (const flag of [DEFAULT, AUTOSELECT, FORCED]) {
    if (flag !== undefined && flag !== 'YES' && flag !== 'NO') tell(`says ${flag} where only YES and NO are known`)
  }
  if (TYPE !== 'AUDIO' && TYPE !== 'SUBTITLES') tell(`is of TYPE ${TYPE}`)
  if (DEFAULT === 'YES' && AUTOSELECT === 'NO') tell('is DEFAULT, but not AUTOSELECT')
  if (FORCED !== undefined && TYPE !== 'SUBTITLES') tell('is FORCED, which only subtitles can be')
  if (CHANNELS !== undefined && TYPE !== 'AUDIO') tell('has CHANNELS, which only sound has')
  if (!isLanguage(LANGUAGE)) tell(`has LANGUAGE="${LANGUAGE}", which is none`)
  const type = TYPE === 'SUBTITLES' ? 'SUBTITLES' : 'AUDIO'
  return {
    track: { type, group: read['GROUP-ID'] ?? '', name, language: LANGUAGE, channels: CHANNELS, uri: URI },
    isDefault: DEFAULT === 'YES',
    isAutoselect: DEFAULT === 'YES' || AUTOSELECT === 'YES',
    isForced: FORCED === 'YES',
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch {
    return false
  }
}

function checkGroups(rows: Row[], tell: Tell): void {
  const groups = Map.groupBy(rows, ({ track }) => `${track.type} group “${track.group}”`)
  for (const [group, members] of groups) {
    const isUnique = (values: unknown[]) => new Set(values).size === values.length
    if (!isUnique(members.map(({ track }) => track.name))) tell(`has a name twice in ${group}`)
    if (members.filter(({ isDefault }) => isDefault).length > 1) tell(`has two defaults in ${group}`)
    const chosenByThemselves = members.filter(({ isAutoselect }) => isAutoselect)
    if (!isUnique(chosenByThemselves.map(({ track, isForced }) => `${track.language} ${isForced}`)))
      tell(`has two tracks of one language in ${group} that players choose by themselves`)
  }
}

function readVariants(lines: Line[], tell: Tell): Variant[] {
  const variants: Variant[] = []
  for (const [i, { tag, text }] of lines.entries()) {
    const before = lines[i - 1]
    if (tag === '' && before?.tag !== 'EXT-X-STREAM-INF') tell(`has ${text} without EXT-X-STREAM-INF`)
    else if (tag === '') variants.push(readVariant(before?.text ?? '', text, tell))
    else if (before?.tag === 'EXT-X-STREAM-INF') tell('has an EXT-X-STREAM-INF without an address below it')
  }
  if (lines.at(-1)?.tag === 'EXT-X-STREAM-INF') tell('has an EXT-X-STREAM-INF without an address below it')
  if (variants.length === 0) tell('has no variants')
  return variants
}

function readVariant(text: string, uri: string, tellAll: Tell): Variant {
  const tell: Tell = (problem) => tellAll(`has an EXT-X-STREAM-INF for ${uri} that ${problem}`)
  const read = readAttributes(
    text,
    {
      BANDWIDTH: 'decimal!',
      'AVERAGE-BANDWIDTH': 'decimal!',
      CODECS: 'quoted!',
      RESOLUTION: 'resolution',
      'FRAME-RATE': 'float',
      AUDIO: 'quoted',
      SUBTITLES: 'quoted',
      // Pictures of ours carry none; a player that is not told so offers captions that never come.
      'CLOSED-CAPTIONS': 'enumerated!',
    },
    tell,
  )
  if (read['CLOSED-CAPTIONS'] !== undefined && read['CLOSED-CAPTIONS'] !== 'NONE')
    tell('has CLOSED-CAPTIONS of a group')
  return {
    uri,
    bandwidth: Number(read['BANDWIDTH']),
    averageBandwidth: Number(read['AVERAGE-BANDWIDTH']),
    resolution: read['RESOLUTION'],
    codecs: (read['CODECS'] ?? '').split(','),
    audio: read['AUDIO'],
    subtitles: read['SUBTITLES'],
  }
}

function checkReferences(variants: Variant[], tracks: Track[], tell: Tell): void {
  const named = new Set<string>()
  for (const { uri, audio, subtitles } of variants) {
    for (const [type, group] of [
      ['AUDIO', audio],
      ['SUBTITLES', subtitles],
    ] as const) {
      if (group === undefined) continue
      named.add(`${type} ${group}`)
      if (!tracks.some((track) => track.type === type && track.group === group))
        tell(`has ${uri} with a group ${type}="${group}" that is not there`)
    }
  }
  const lonely = tracks.find(({ type, group }) => !named.has(`${type} ${group}`))
  if (lonely) tell(`has a group ${lonely.type} “${lonely.group}” that no variant names`)
  if (new Set(variants.map(({ audio, subtitles }) => `${audio} ${subtitles}`)).size > 1)
    tell('has variants with different groups')
  if (new Set(variants.map(({ uri }) => uri)).size < variants.length) tell('has a variant twice')
}
