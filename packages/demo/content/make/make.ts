import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentDir, demoAuthors, demoChannels } from '../index.ts'
import { type Camera, openCamera } from './film/camera.ts'
import { makeChannel } from './film/channel.ts'
import { writeJpeg } from './film/encode.ts'
import { type Lesson, makeLesson, prepareLesson } from './film/lesson.ts'

// node make.ts [slug…]             makes these lessons or channels, or everything
// node make.ts --look SLUG SECONDS… draws single frames into look/, to be looked at
const [first, ...rest] = process.argv.slice(2)
const camera = await openCamera()
try {
  if (first === '--look') await look(rest[0] ?? '', rest.slice(1).map(Number))
  else await make(first ? [first, ...rest] : [])
} finally {
  await camera.close()
}

async function make(slugs: string[]): Promise<void> {
  for (const channel of demoChannels) {
    const isWanted = (slug: string) => slugs.length === 0 || slugs.includes(slug)
    const lessons: Lesson[] = []
    for (const video of channel.videos) {
      if (!isWanted(video.slug) && !isWanted(channel.slug)) continue
      const lesson = await prepareLesson(channel, video)
      lessons.push(lesson)
      if (isWanted(video.slug)) await makeLesson(camera, lesson, join(contentDir, video.dir))
    }
    if (isWanted(channel.slug)) await makeChannel(camera, channel, lessons, join(contentDir, 'channels', channel.slug))
  }
  if (slugs.length === 0 || slugs.includes('authors')) await makeAuthors(camera)
}

async function makeAuthors(studio: Camera): Promise<void> {
  for (const { name, image } of demoAuthors) {
    const words = name.replace(/^(Dr\.|Dott\.ssa|د\.) /, '').split(' ')
    const isRightToLeft = /\p{Script=Arabic}/u.test(name)
    const initials = words.map((word) => word.replace(/^ال/, '')[0]).join(isRightToLeft ? ' ' : '')
    const png = await studio.portrait({ initials, isRightToLeft })
    const file = image.slice(image.lastIndexOf('/') + 1).replace('.jpg', '')
    await writeJpeg(join(contentDir, 'authors'), file, png)
  }
}

async function look(slug: string, times: number[]): Promise<void> {
  const channel = demoChannels.find((one) => one.videos.some((video) => video.slug === slug))
  const video = channel?.videos.find((one) => one.slug === slug)
  if (!channel || !video) throw new Error(`No lesson called ${slug}.`)
  const { film, timeline } = await prepareLesson(channel, video)
  const dir = process.env['LOOK_DIR'] ?? 'look'
  await mkdir(dir, { recursive: true })
  for (const cue of film.cues) console.log(cue.start.toFixed(2), cue.end.toFixed(2), cue.phrase)
  console.log(timeline.durationSeconds)
  for (const t of times)
    await writeFile(join(dir, `${slug}-${t}.png`), await camera.frame({ slug, film, from: t, to: t }))
}
