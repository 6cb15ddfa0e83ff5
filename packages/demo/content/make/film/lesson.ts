import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { DemoChannel, DemoVideo } from '../../manifest.ts'
import { stamp, writeCaptions } from '../narration/captions.ts'
import type { Script } from '../narration/script.ts'
import { type Timeline, timeLesson } from '../narration/timeline.ts'
import { scripts } from '../scripts/index.ts'
import type { Lettered } from '../stage/page.ts'
import type { Camera } from './camera.ts'
import { cutTrailer, encodeRungs, encodeVoice, tileStoryboard, writeJpeg } from './encode.ts'

/** A lesson ready to be drawn: its words spoken and timed. */
export interface Lesson {
  video: DemoVideo
  script: Script
  timeline: Timeline
  film: Lettered
}

const trailerSeconds = 7.6

export async function prepareLesson(channel: DemoChannel, video: DemoVideo): Promise<Lesson> {
  const script = scripts[video.slug]
  if (!script) throw new Error(`No script for ${video.slug}.`)
  const timeline = await timeLesson(script)
  const film = {
    channel: channel.title,
    title: video.title,
    number: lessonNumber(channel, video),
    isRightToLeft: channel.language === 'ar',
    cues: timeline.cues,
  }
  return { video, script, timeline, film }
}

function lessonNumber({ language, videos }: DemoChannel, video: DemoVideo): string {
  const number = (videos.indexOf(video) + 1).toLocaleString(language === 'ar' ? 'ar-EG' : language)
  return `${{ it: 'Lezione', ar: 'الدرس' }[language] ?? 'Lesson'} ${number}`
}

/** Makes every file of a lesson in `dir`. */
export async function makeLesson(camera: Camera, lesson: Lesson, dir: string): Promise<void> {
  const { video, script, timeline, film } = lesson
  const { slug } = video
  const seconds = timeline.durationSeconds
  await mkdir(dir, { recursive: true })
  console.log(
    `${slug}: ${seconds} s${seconds === video.durationSeconds ? '' : `, the catalogue says ${video.durationSeconds}`}`,
  )

  for (const { language } of video.captions) {
    await writeFile(join(dir, `captions.${language}.vtt`), writeCaptions(script, timeline.cues, language))
  }
  const rungs = encodeRungs(dir)
  await camera.roll([{ slug, film, from: 0, to: seconds }], rungs.write)
  await rungs.finish()
  for (const { language, sound } of timeline.tracks) await encodeVoice(dir, `a-${language}`, sound)
  await cutTrailer(dir, `a-${video.audio[0]?.language ?? 'en'}`, trailerSeconds)

  const tiles = Math.ceil(seconds / 2)
  await tileStoryboard(dir, Math.ceil(tiles / 10))
  await writeFile(join(dir, 'storyboard.vtt'), storyboardIndex(tiles))
  const poster = { slug, film, width: 1280, height: 720, zoom: 1, palette: 'day', title: video.title } as const
  await writeJpeg(dir, 'poster', await camera.still(poster))
  await writeJpeg(
    dir,
    'cover',
    await camera.still({ ...poster, width: 960, height: 540, zoom: 0.76, palette: 'night', title: '' }),
  )
}

function storyboardIndex(tiles: number): string {
  const cues = Array.from({ length: tiles }, (_, i) => {
    const place = `xywh=${(i % 10) * 160},${Math.floor(i / 10) * 90},160,90`
    return `${stamp(i * 2)} --> ${stamp(i * 2 + 2)}\nstoryboard.jpg#${place}\n`
  })
  return `WEBVTT\n\n${cues.join('\n')}`
}
