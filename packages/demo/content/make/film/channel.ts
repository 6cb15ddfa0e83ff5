import type { DemoChannel } from '../../manifest.ts'
import { plateSeconds } from '../stage/page.ts'
import type { Camera } from './camera.ts'
import { encodeTrailer, writeJpeg } from './encode.ts'
import type { Lesson } from './lesson.ts'

const clipSeconds = 2.6

/** Makes a channel's cover, background and trailer from its lessons' drawings. */
export async function makeChannel(camera: Camera, channel: DemoChannel, lessons: Lesson[], dir: string): Promise<void> {
  const opening = lessons[0]
  if (!opening) throw new Error(`${channel.slug} has no lessons.`)
  console.log(channel.slug)
  const plain = { slug: opening.video.slug, film: opening.film, title: '' }
  await writeJpeg(
    dir,
    'cover',
    await camera.still({ ...plain, width: 1280, height: 720, zoom: 1.06, palette: 'night' }),
  )
  await writeJpeg(
    dir,
    'background',
    await camera.still({ ...plain, width: 1920, height: 1080, zoom: 1.75, palette: 'whisper' }),
    3,
  )

  const title = { ...opening.film, channel: '', title: channel.title, number: channel.subtitle, cues: [] }
  const clips = lessons.map(({ video, film }) => {
    const cue = film.cues[Math.min(3, film.cues.length - 2)]
    const from = (cue?.start ?? plateSeconds) + 0.9
    const cues = film.cues.map((one) => ({ ...one, phrase: one === film.cues[0] ? video.title : '' }))
    return { slug: video.slug, film: { ...film, cues }, from, to: from + clipSeconds }
  })
  const takes = [{ slug: opening.video.slug, film: title, from: 0, to: plateSeconds - 0.2 }, ...clips]
  const seconds = takes.reduce((sum, take) => sum + take.to - take.from, 0)
  const trailer = encodeTrailer(dir, seconds)
  await camera.roll(takes, trailer.write)
  await trailer.finish()
}
