import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { findAuthors, findVideoRows, requireChannel } from '../catalog/index.ts'

/** What an earlier import left, by id. */
export type Known = Map<string, { cover?: string; background?: string; trailer?: string; image?: string }>

/** The channel, its videos and all authors, as far as they are there. */
export async function findCourse(
  db: Database,
  { channelId, videoIds }: { channelId: string; videoIds: readonly string[] },
): Promise<Known> {
  const known: Known = new Map()
  const channel = await requireChannel(db, channelId).catch(absent)
  if (!channel) return known
  known.set(channelId, channel)
  for (const video of await findVideoRows(db, { channelId }))
    if (videoIds.includes(video.id)) known.set(video.id, video)
  for (const author of await findAuthors(db)) if (channel.authorIds.includes(author.id)) known.set(author.id, author)
  return known
}

function absent(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'NotFound') return undefined
  throw error
}
