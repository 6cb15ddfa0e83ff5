import type { Command } from 'commander'
import {
  findChannels,
  findVideoRows,
  removeVideo,
  requireChannel,
  requireVideoRow,
  type VideoRow,
} from '../../features/catalog/index.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { actor, type CliContext, type CliHouse } from './cli-context.ts'
import { printAnswer, printRows } from './print.ts'

export function listCommand(video: Command, { withHouse }: CliHouse): void {
  video
    .command('list')
    .description('the videos of every channel, in their order')
    .option('--channel <id>', 'of one channel only')
    .option('--json', 'print JSON', false)
    .action(async ({ channel, json }: { channel?: string; json: boolean }) =>
      withHouse(async ({ db }) => {
        const channels = channel === undefined ? await findChannels(db) : [await requireChannel(db, channel)]
        const videos = []
        for (const { id } of channels) videos.push(...(await findVideoRows(db, { channelId: id })))
        printRows(videos, {
          json,
          empty: 'No videos yet: osteocom video import <file or folder>',
          columns: {
            channel: ({ channelId }) => channelId,
            id: ({ id }) => id,
            length: ({ durationSeconds }) => (durationSeconds === null ? 'plays nothing' : length(durationSeconds)),
            title: ({ title }) => title,
          },
        })
      }),
    )
}

export function removeCommand(video: Command, { withHouse }: CliHouse): void {
  video
    .command('remove <id>')
    .description('take a video out of its channel for good, with all its files; who is watching it is ended')
    .action(async (id: string) =>
      withHouse(async (ctx) => {
        const { title } = await requireVideo(ctx, id)
        await removeVideo(ctx, { id, actor })
        printAnswer({ removed: id, title }, { json: false })
      }),
    )
}

/** The video, or words about where the ids are found. */
export async function requireVideo({ db }: CliContext, id: string): Promise<VideoRow> {
  try {
    return await requireVideoRow(db, id)
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'NotFound') throw error
    throw invalidField('video', 'is not known: see osteocom video list')
  }
}

function length(seconds: number): string {
  const whole = Math.round(seconds)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return parts.map((part) => String(part).padStart(2, '0')).join(':')
}
