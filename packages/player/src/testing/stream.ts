import { execFile } from 'node:child_process'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const run = promisify(execFile)

const streamSeconds = 40
export const keyPeriodSeconds = 8
const segmentSeconds = 4
const media = ['v180', 'v360', 'aen', 'ait']

/** Key n of the test stream. */
export function streamKey(n: number): Buffer {
  return createHash('sha256').update(`test stream key ${n}`).digest().subarray(0, 16)
}

/** A folder with a real encrypted HLS stream: two rungs, two audio languages, two captions, poster and storyboard. */
export async function makeStream(): Promise<string> {
  const recipe = await readFile(fileURLToPath(import.meta.url))
  const name = `lesson-stream-${createHash('sha256').update(recipe).digest('hex').slice(0, 12)}`
  const dir = join(tmpdir(), name)
  if (existsSync(join(dir, 'master.m3u8'))) return dir
  const draft = await mkdtemp(join(tmpdir(), 'lesson-stream-'))
  try {
    await encode(draft)
    for (const rendition of media) await encrypt(join(draft, rendition))
    await caption(draft)
    await writeFile(join(draft, 'master.m3u8'), master)
    await rename(draft, dir).catch((error: unknown) => {
      if (!existsSync(join(dir, 'master.m3u8'))) throw error
    })
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return dir
}

async function encode(dir: string): Promise<void> {
  const seconds = String(streamSeconds)
  const sources = [`testsrc2=s=640x360:r=25:d=${seconds}`, `sine=f=220:d=${seconds}`, `sine=f=330:d=${seconds}`]
  const inputs = sources.flatMap((source) => ['-f', 'lavfi', '-i', source])
  const split = '[0:v]split=3[a][b][s];[a]scale=-2:180[low];[b]null[high];[s]fps=1/2,scale=160:90,tile=5x4[board]'
  const video =
    '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -g 50 -keyint_min 50 -sc_threshold 0 -b:v:0 200k -b:v:1 700k'
  const hls = `-f hls -hls_time ${segmentSeconds} -hls_playlist_type vod -hls_segment_type fmp4 -hls_flags independent_segments`
  await run('ffmpeg', [
    ...['-v', 'error', '-y', ...inputs, '-filter_complex', split],
    ...['-map', '[low]', '-map', '[high]', '-map', '1:a', '-map', '2:a'],
    ...[...video.split(' '), '-c:a', 'aac', '-b:a', '64k', ...hls.split(' ')],
    ...['-hls_fmp4_init_filename', 'init.mp4', '-hls_segment_filename', join(dir, '%v', 's%04d.m4s')],
    ...['-var_stream_map', media.map((name, index) => `${name[0]}:${index % 2},name:${name}`).join(' ')],
    join(dir, '%v', 'index.m3u8'),
    ...['-map', '[board]', '-frames:v', '1', join(dir, 'sb001.jpg')],
  ])
  await run('ffmpeg', [
    '-v',
    'error',
    '-y',
    '-f',
    'lavfi',
    '-i',
    'testsrc2=s=640x360:d=1',
    '-frames:v',
    '1',
    join(dir, 'poster.jpg'),
  ])
  const tiles = Array.from({ length: streamSeconds / 2 }, (_, index) => {
    const area = `${(index % 5) * 160},${Math.floor(index / 5) * 90},160,90`
    return `${stamp(index * 2)} --> ${stamp(index * 2 + 2)}\nsb001.jpg#xywh=${area}\n`
  })
  await writeFile(join(dir, 'storyboard.vtt'), `WEBVTT\n\n${tiles.join('\n')}`)
}

async function encrypt(dir: string): Promise<void> {
  const iv = randomBytes(16)
  for (const name of await readdir(dir)) {
    const n = keyOf(name)
    if (n === undefined) continue
    const cipher = createCipheriv('aes-128-cbc', streamKey(n), iv)
    const clear = await readFile(join(dir, name))
    await writeFile(join(dir, name), Buffer.concat([cipher.update(clear), cipher.final()]))
  }
  const lines = (await readFile(join(dir, 'index.m3u8'), 'utf8')).split('\n')
  let last: number | undefined
  const locked = lines.flatMap((line, index) => {
    const n = line.startsWith('#EXTINF') ? keyOf(lines[index + 1] ?? '') : undefined
    if (n === undefined || n === last) return [line]
    last = n
    return [`#EXT-X-KEY:METHOD=AES-128,URI="../key/${n}",IV=0x${iv.toString('hex')}`, line]
  })
  await writeFile(join(dir, 'index.m3u8'), locked.join('\n'))
}

function keyOf(segment: string): number | undefined {
  const [, digits] = /^s(\d+)\.m4s$/.exec(segment) ?? []
  return digits === undefined ? undefined : Math.floor((Number(digits) * segmentSeconds) / keyPeriodSeconds)
}

async function caption(dir: string): Promise<void> {
  const words = { sen: 'The spine carries the head', sfr: 'La colonne porte la tête' }
  for (const [name, text] of Object.entries(words)) {
    await mkdir(join(dir, name))
    const cues = Array.from(
      { length: streamSeconds / 4 },
      (_, n) => `${stamp(n * 4)} --> ${stamp(n * 4 + 4)}\n${text}\n`,
    )
    await writeFile(
      join(dir, name, 'captions.vtt'),
      `WEBVTT\nX-TIMESTAMP-MAP=MPEGTS:0,LOCAL:00:00:00.000\n\n${cues.join('\n')}`,
    )
    await writeFile(
      join(dir, name, 'index.m3u8'),
      `#EXTM3U\n#EXT-X-VERSION:7\n#EXT-X-TARGETDURATION:${streamSeconds}\n#EXT-X-PLAYLIST-TYPE:VOD\n#EXTINF:${streamSeconds},\ncaptions.vtt\n#EXT-X-ENDLIST\n`,
    )
  }
}

function stamp(seconds: number): string {
  return `00:00:${String(seconds).padStart(2, '0')}.000`
}

const rung = (name: string, bandwidth: number, size: string) =>
  `#EXT-X-STREAM-INF:BANDWIDTH=${bandwidth},RESOLUTION=${size},CODECS="avc1.42c01e,mp4a.40.2",AUDIO="audio",SUBTITLES="captions"\n${name}/index.m3u8`
const track = (type: string, group: string, language: string, name: string, folder: string, isDefault: boolean) =>
  `#EXT-X-MEDIA:TYPE=${type},GROUP-ID="${group}",LANGUAGE="${language}",NAME="${name}",AUTOSELECT=YES,DEFAULT=${isDefault ? 'YES' : 'NO'},URI="${folder}/index.m3u8"`

const master = `#EXTM3U
#EXT-X-VERSION:7
#EXT-X-INDEPENDENT-SEGMENTS
${track('AUDIO', 'audio', 'en', 'English', 'aen', true)}
${track('AUDIO', 'audio', 'it', 'Italiano', 'ait', false)}
${track('SUBTITLES', 'captions', 'en', 'English', 'sen', false)}
${track('SUBTITLES', 'captions', 'fr', 'Français', 'sfr', false)}
${rung('v180', 320_000, '320x180')}
${rung('v360', 850_000, '640x360')}
`
