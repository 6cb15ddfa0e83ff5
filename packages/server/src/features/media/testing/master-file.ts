import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** Makes a master file of a few seconds with ffmpeg, from test pictures and tones; its path. */
export function masterFile(
  folder: string,
  name: string,
  {
    size = '320x180',
    rate = '25',
    seconds = 4,
    tones = [],
    video = [],
    audio = [],
    filter,
  }: {
    size?: string
    rate?: string
    seconds?: number
    /** The pitch of each sound track. */
    tones?: { pitch: number; language?: string; volume?: number }[]
    video?: string[]
    audio?: string[]
    filter?: string
  } = {},
): string {
  const file = join(folder, name)
  const pictures = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`]
  const sounds = tones.flatMap(({ pitch, volume = 1 }) => [
    ...['-f', 'lavfi', '-i', `sine=frequency=${pitch}:sample_rate=44100:duration=${seconds},volume=${volume}`],
  ])
  const maps = ['-map', '0:v', ...tones.flatMap((_, i) => ['-map', `${i + 1}:a`])]
  const languages = tones.flatMap(({ language }, i) => (language ? [`-metadata:s:a:${i}`, `language=${language}`] : []))
  const codec = video.length > 0 ? video : ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p']
  const chain = filter === undefined ? [] : ['-vf', filter]
  ffmpeg(...pictures, ...sounds, ...maps, ...chain, ...codec, ...audio, ...languages, file)
  return file
}

export function ffmpeg(...args: string[]): void {
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-nostdin', '-y', ...args], { stdio: 'inherit' })
}
