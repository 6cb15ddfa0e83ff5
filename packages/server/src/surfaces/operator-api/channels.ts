import {
  addVideo,
  type ChannelRow,
  changeChannel,
  createChannel,
  findChannels,
  findVideoRows,
  illustrate,
  largestPictureBytes,
  orderVideos,
  requireChannel,
} from '../../features/catalog/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { HttpApp } from '../../platform/http/server.ts'
import type { Random } from '../../platform/random.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import { fileUrl } from './file-url.ts'
import { mount, read, receive, write } from './mount.ts'
import { ChannelChange, NewChannel, NewVideo, VideoOrder } from './schemas.ts'
import { videoAnswer } from './videos.ts'

export interface ChannelsContext {
  db: Database
  clock: Clock
  random: Random
  storage: Storage
}

export function mountChannels(scope: HttpApp, ctx: ChannelsContext): void {
  mount(scope, '/channels', [
    read(async () => ({
      channels: (await findChannels(ctx.db)).map((channel) => ({ ...channel, cover: fileUrl(channel.cover) })),
    })),
    write('POST', { body: NewChannel, status: 201 }, async ({ body, actor }) =>
      channelAnswer(await createChannel(ctx, { ...body, actor })),
    ),
  ])

  mount(scope, '/channels/:id', [
    read(async ({ id }) => ({
      ...channelAnswer(await requireChannel(ctx.db, id)),
      videos: (await findVideoRows(ctx.db, { channelId: id })).map(videoAnswer),
    })),
    write('PATCH', { body: ChannelChange }, async ({ id, body, actor }) =>
      channelAnswer(await changeChannel(ctx, { id, change: body, actor })),
    ),
  ])

  mount(scope, '/channels/:id/videos', [
    write('POST', { body: NewVideo, status: 201 }, async ({ id, body, actor }) =>
      videoAnswer(await addVideo(ctx, { channelId: id, ...body, actor })),
    ),
  ])

  mount(scope, '/channels/:id/order', [
    write('PUT', { body: VideoOrder }, async ({ id, body, actor }) => {
      await orderVideos(ctx, { channelId: id, videoIds: body.videoIds, actor })
      return { videoIds: body.videoIds }
    }),
  ])

  for (const place of ['cover', 'background'] as const) {
    mount(scope, `/channels/:id/${place}`, [
      receive(largestPictureBytes, async ({ id, bytes, actor }) => {
        const { path } = await illustrate(ctx, { of: 'channel', id, place, bytes, actor })
        return { [place]: fileUrl(path) }
      }),
    ])
  }
}

function channelAnswer({ cover, background, trailer, ...channel }: ChannelRow) {
  return { ...channel, cover: fileUrl(cover), background: fileUrl(background), trailer: fileUrl(trailer) }
}
