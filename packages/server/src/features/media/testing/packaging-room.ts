import { execFileSync } from 'node:child_process'
import { createDecipheriv } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type TestApp, testApp } from '../../../testing/app.ts'
import { mediaFinder } from '../find-media.ts'
import { findPackaging } from '../find-packagings.ts'
import { assetPath } from '../media-files.ts'
import { packageVideo } from '../package-video.ts'
import type { PackagingSummary } from '../packaging.ts'
import { type PackagingRequest, startPackaging } from '../start-packaging.ts'

const endless = new AbortController().signal

/** An application, a folder for master files, and what it takes to look at what became of them. */
export async function packagingRoom() {
  const app = await testApp()
  const folder = mkdtempSync(join(tmpdir(), 'packaging-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const start = (videoId: string, file: string, change: Partial<PackagingRequest> = {}) =>
    startPackaging(app.ctx, { videoId, source: { file }, actor: 'test', ...change })

  async function summary(packagingId: string): Promise<PackagingSummary> {
    const found = await findPackaging(app, packagingId)
    if (!found) throw new Error('there is no such packaging')
    return found
  }

  return {
    app,
    folder,
    start,
    summary,
    /** A video of a new channel; nothing but a stand-in plays there yet. */
    video: async () => (await app.given.channel()).videoIds[0] ?? '',
    /** Packages a file to the end; what came of it. */
    make: async (videoId: string, file: string, change: Partial<PackagingRequest> = {}) => {
      const { packagingId } = await start(videoId, file, change)
      await packageVideo(app.ctx, { packagingId, signal: endless })
      return summary(packagingId)
    },
    stored: () => {
      const media = join(app.ctx.config.dataDir, 'media')
      return existsSync(media) ? readdirSync(media) : []
    },
    renditions: (videoId: string) =>
      app.db
        .selectFrom('rendition')
        .innerJoin('media_asset', 'media_asset.id', 'asset_id')
        .select(['name', 'width', 'height'])
        .where('video_id', '=', videoId)
        .orderBy('height')
        .execute(),
    /** What ffprobe says of a rendition as a player would put it together. */
    look: (videoId: string, name: string) => look(app, folder, { videoId, name }),
  }
}

async function look({ ctx, db }: TestApp, folder: string, { videoId, name }: { videoId: string; name: string }) {
  const media = await mediaFinder({ ...ctx, db })(videoId)
  if (!media) throw new Error('the video plays nothing')
  const read = async (file: string) => {
    const bytes = await ctx.storage.readAll(assetPath(media.assetId, `${name}/${file}`))
    if (!bytes) throw new Error(`${name}/${file} is not stored`)
    return bytes
  }
  const playlist = String(await read('index.m3u8'))
  const parts = [await read('init.mp4')]
  for (const [, n, iv = '', file = ''] of playlist.matchAll(/key\/(\d+)",IV=0x(\w+)\n#EXTINF:.*\n(.+)/g)) {
    const cipher = createDecipheriv('aes-128-cbc', media.key(Number(n)), Buffer.from(iv, 'hex'))
    parts.push(cipher.update(await read(file)), cipher.final())
  }
  const whole = join(folder, `${media.assetId}-${name}.mp4`)
  writeFileSync(whole, Buffer.concat(parts))
  const entries =
    'stream=codec_name,width,height,pix_fmt,channels,sample_rate,r_frame_rate,nb_read_packets,color_transfer,field_order,sample_aspect_ratio:format=duration'
  const said = execFileSync('ffprobe', [
    '-v',
    'error',
    '-count_packets',
    '-show_entries',
    entries,
    '-of',
    'json',
    whole,
  ])
  const { streams, format } = JSON.parse(String(said)) as {
    streams: Record<string, string | number>[]
    format: { duration: string }
  }
  return { ...streams[0], seconds: Number(format.duration), playlist, file: whole }
}
