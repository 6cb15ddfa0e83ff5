import { languageName } from '../../platform/i18n/index.ts'
import { audioCodec } from './codecs.ts'
import { segmentsPerKey } from './media-key.ts'

export interface PackagedSegment {
  seconds: number
  iv: Buffer
}

/** The media playlist of one rendition: the initialisation part in the clear, then segments under changing keys. */
export function mediaPlaylist(segments: PackagedSegment[]): string {
  const target = Math.ceil(Math.max(...segments.map(({ seconds }) => seconds)))
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    `#EXT-X-TARGETDURATION:${target}`,
    '#EXT-X-MEDIA-SEQUENCE:0',
    '#EXT-X-PLAYLIST-TYPE:VOD',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    '#EXT-X-MAP:URI="init.mp4"',
    ...segments.flatMap(({ seconds, iv }, i) => [
      `#EXT-X-KEY:METHOD=AES-128,URI="../key/${Math.floor(i / segmentsPerKey)}",IV=0x${iv.toString('hex')}`,
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

export interface VideoVariant {
  name: string
  width: number
  height: number
  codec: string
  bandwidth: { peak: number; average: number }
}

/** The playlist a player opens first: pictures from low to high, sound and captions by language. */
export function masterPlaylist({
  variants,
  audio,
  captions,
}: {
  variants: VideoVariant[]
  audio: { name: string; language: string; bandwidth: number }[]
  captions: { name: string; language: string }[]
}): string {
  const loudest = Math.max(0, ...audio.map(({ bandwidth }) => bandwidth))
  return [
    '#EXTM3U',
    '#EXT-X-VERSION:7',
    '#EXT-X-INDEPENDENT-SEGMENTS',
    ...audio.map(({ name, language }, i) =>
      track('AUDIO', 'audio', {
        name,
        language,
        flags: i === 0 ? 'DEFAULT=YES,AUTOSELECT=YES' : 'DEFAULT=NO,AUTOSELECT=YES',
      }),
    ),
    ...captions.map(({ name, language }) =>
      track('SUBTITLES', 'captions', { name, language, flags: 'DEFAULT=NO,AUTOSELECT=YES,FORCED=NO' }),
    ),
    ...[...variants]
      .sort((a, b) => a.height - b.height)
      .flatMap(({ name, width, height, codec, bandwidth }) => [
        `#EXT-X-STREAM-INF:${[
          `BANDWIDTH=${bandwidth.peak + loudest}`,
          `AVERAGE-BANDWIDTH=${bandwidth.average + loudest}`,
          `RESOLUTION=${width}x${height}`,
          `CODECS="${[codec, ...(audio.length > 0 ? [audioCodec] : [])].join(',')}"`,
          ...(audio.length > 0 ? ['AUDIO="audio"'] : []),
          ...(captions.length > 0 ? ['SUBTITLES="captions"'] : []),
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
