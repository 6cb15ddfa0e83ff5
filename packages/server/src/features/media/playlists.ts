import { languageName } from '../../platform/i18n/index.ts'
import { type Bandwidth, bandwidthOf } from './bandwidth.ts'
import { audioCodec } from './codecs.ts'
import { segmentsPerKey } from './media-key.ts'

export interface PackagedSegment {
  seconds: number
  iv: Buffer
}

/** How long segments are, to the nearest second: pictures and sound must say the same, however theirs come out. */
export const targetSeconds = 6

/** The media playlist of one rendition: the initialisation part in the clear, then segments under changing keys. */
export function mediaPlaylist(segments: PackagedSegment[]): string {
  const target = Math.max(targetSeconds, ...segments.map(({ seconds }) => Math.round(seconds)))
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
    ...segments.flatMap(({ seconds, iv }, i) => [
      `#EXT-X-KEY:METHOD=AES-128,URI="../key/${Math.floor(i / segmentsPerKey)}",IV=0x${iv.toString('hex').toUpperCase()}`,
      `#EXTINF:${seconds.toFixed(6)},`,
      segmentName(i),
    ]),
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

export function segmentName(index: number): string {
  return `s${String(index).padStart(4, '0')}.m4s`
}

/** The playlist of a caption file: the whole file as one segment. */
export function captionPlaylist(name: string, durationSeconds: number): string {
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${Math.ceil(durationSeconds)}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    `#EXTINF:${durationSeconds.toFixed(6)},`,
    `${name}.vtt`,
    '#EXT-X-ENDLIST',
    '',
  ].join('\n')
}

/** What a caption file takes: it is one segment. */
export function captionBandwidth(bytes: number, durationSeconds: number): Bandwidth {
  return bandwidthOf([{ bytes, seconds: durationSeconds }], durationSeconds)
}

export interface VideoVariant {
  name: string
  width: number
  height: number
  codec: string
  bandwidth: Bandwidth
}

export interface TrackEntry {
  name: string
  language: string
  bandwidth: Bandwidth
}

/** The playlist a player opens first: pictures from low to high, sound and captions by language. */
export function masterPlaylist({
  variants,
  audio,
  captions,
}: {
  variants: VideoVariant[]
  audio: TrackEntry[]
  captions: TrackEntry[]
}): string {
  // A player may take the heaviest of each beside any picture.
  const beside = (kind: keyof Bandwidth) =>
    [audio, captions].reduce((sum, tracks) => sum + Math.max(0, ...tracks.map(({ bandwidth }) => bandwidth[kind])), 0)
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...audio.map(({ name, language }, i) =>
      track('AUDIO', 'audio', {
        name,
        language,
        flags: `DEFAULT=${i === 0 ? 'YES' : 'NO'},AUTOSELECT=YES`,
      }),
    ),
    ...captions.map(({ name, language }) =>
      track('SUBTITLES', 'captions', { name, language, flags: 'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO' }),
    ),
    ...[...variants]
      .sort((a, b) => a.height - b.height)
      .flatMap(({ name, width, height, codec, bandwidth }) => [
        `#EXT-X-STREAM-INF:${[
          `BANDWIDTH=${bandwidth.peak + beside('peak')}`,
          `AVERAGE-BANDWIDTH=${bandwidth.average + beside('average')}`,
          `RESOLUTION=${width}x${height}`,
          `CODECS="${[codec, ...(audio.length > 0 ? [audioCodec] : [])].join(',')}"`,
          ...(audio.length > 0 ? ['AUDIO="audio"'] : []),
          ...(captions.length > 0 ? ['SUBTITLES="captions"'] : []),
          // Else the browser's own player offers captions that it may find in the picture, and never does.
          'CLOSED-CAPTIONS=NONE',
        ].join(',')}`,
        `${name}/index.m3u8`,
      ]),
    '',
  ].join('\n')
}

function track(
  type: string,
  group: string,
  { name, language, flags }: { name: string; language: string; flags: string },
) {
  return (
    `#EXT-X-MEDIA:TYPE=${type},GROUP-ID="${group}",NAME="${languageName(language)}",LANGUAGE="${language}",` +
    `${flags},URI="${name}/index.m3u8"`
  )
}
