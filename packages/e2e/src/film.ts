import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { lessons } from './partner.ts'
import type { Product } from './product.ts'

const ffmpeg = process.env['FFMPEG_PATH'] ?? 'ffmpeg'

/** The pitch of each language, so that a test hears which one is spoken. */
export const pitches = { en: 440, it: 880 } as const

export interface Film {
  channelId: string
  videoId: string
}

/** A film whose picture moves all the time, imported from the shell with two languages and SubRip captions. */
export async function importFilm(product: Product): Promise<Film> {
  const captions = join(product.dataDir, 'film.it.srt')
  writeFileSync(captions, '1\n00:00:00,500 --> 00:00:19,000\nPerché così?\n')
  const picture = 'testsrc2=size=640x360:rate=10:duration=20'
  const tones = Object.values(pitches).map((pitch) => `sine=frequency=${pitch}:duration=20`)
  return await importMade(product, {
    name: 'film',
    sources: [picture, ...tones],
    more: ['--captions', `it=${captions}`],
  })
}

/** A silent film of more than two minutes, longer than keys are given out ahead. */
export async function importLongFilm(product: Product): Promise<Film> {
  return await importMade(product, { name: 'long', sources: ['testsrc2=size=320x180:rate=5:duration=125'], more: [] })
}

async function importMade(
  product: Product,
  { name, sources, more }: { name: string; sources: string[]; more: string[] },
): Promise<Film> {
  const file = join(product.dataDir, `${name}.mp4`)
  const languages = ['eng', 'ita'].flatMap((code, i) => [`-metadata:s:a:${i}`, `language=${code}`])
  execFileSync(ffmpeg, [
    ...['-v', 'error', '-y', ...sources.flatMap((source) => ['-f', 'lavfi', '-i', source])],
    ...sources.flatMap((_, i) => ['-map', String(i)]),
    ...[
      '-c:v',
      'libx264',
      '-preset',
      'ultrafast',
      '-pix_fmt',
      'yuv420p',
      ...(sources.length > 1 ? languages : []),
      file,
    ],
  ])
  const { channelId } = lessons.shortest
  const words = ['video', 'import', file, '--channel', channelId, '--title', name, ...more, '--wait']
  const [made] = await product.json<{ videoId: string; state: string }[]>(...words)
  if (made?.state !== 'done') throw new Error(`the film became ${made?.state}`)
  return { channelId, videoId: made.videoId }
}
