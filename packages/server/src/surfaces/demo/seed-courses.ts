import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { contentDir, type DemoChannel, type DemoVideo, demoAuthors, demoChannels } from '@osteocom/demo/content'
import { findChannels, publishChannel } from '../../features/catalog/index.ts'
import { importMedia, publicPath } from '../../features/media/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'

interface SeedContext {
  db: Database
  clock: Clock
  random: Random
  storage: Storage
  mediaSealKey: Buffer
}

/** Publishes the demo courses that are not there yet; a course whose seeding was cut off is seeded again, whole. */
export async function seedDemoCourses(ctx: SeedContext): Promise<void> {
  const known = new Set((await findChannels(ctx.db)).filter(isWhole).map(({ id }) => id))
  for (const [i, channel] of demoChannels.entries()) if (!known.has(channel.id)) await seedChannel(ctx, channel, i)
}

function isWhole({ id, playable }: { id: string; playable: number }): boolean {
  return demoChannels.find((channel) => channel.id === id)?.videos.length === playable
}

async function seedChannel(ctx: SeedContext, channel: DemoChannel, position: number): Promise<void> {
  // A second apart, so that they stand in the order they were written.
  const createdAt = new Date(ctx.clock.now().getTime() + position * 1000)
  await publishChannel(ctx, {
    authors: await Promise.all(
      demoAuthors
        .filter(({ id }) => [channel, ...channel.videos].some(({ authors }) => authors.includes(id)))
        .map(async ({ id, name, image }) => ({ id, name, image: await publish(ctx, image) })),
    ),
    channel: {
      id: channel.id,
      language: channel.language,
      ...(await present(ctx, channel)),
      priceMinor: channel.priceMinor,
      currency: channel.currency,
      authorIds: channel.authors,
      createdAt,
    },
    videos: await Promise.all(
      channel.videos.map(async (video, i) => ({
        id: video.id,
        channelId: channel.id,
        position: i,
        ...(await present(ctx, video)),
        authorIds: video.authors,
        createdAt,
      })),
    ),
  })
  for (const video of channel.videos) await importMedia(ctx, mediaOf(video))
}

async function present(ctx: SeedContext, shown: DemoChannel | DemoVideo) {
  const { title, subtitle, htmlDescription } = shown
  const [cover, background, trailer] = await Promise.all(
    [shown.cover, shown.background, shown.trailer].map((file) => publish(ctx, file)),
  )
  return { title, subtitle, htmlDescription, cover: cover ?? '', background: background ?? '', trailer: trailer ?? '' }
}

async function publish({ storage }: SeedContext, file: string): Promise<string> {
  const published = `demo/${file.replace(/^channels\//, '')}`
  await storage.put(publicPath(published), await readFile(join(contentDir, file)))
  return published
}

function mediaOf({ id, durationSeconds, dir, renditions, audio, captions, poster, storyboard }: DemoVideo) {
  const at = (file: string) => join(contentDir, file)
  return {
    videoId: id,
    dir: at(dir),
    durationSeconds,
    renditions,
    audio: audio.map(({ language }) => ({ language, name: `a-${language}` })),
    captions: captions.map(({ language, file }) => ({ language, file: at(file) })),
    poster: at(poster),
    storyboard: { image: at(storyboard.image), vtt: at(storyboard.vtt) },
  }
}
