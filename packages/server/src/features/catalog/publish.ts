import { type Database, transaction } from '../../platform/database/open.ts'
import { sanitise } from '../../platform/html/sanitise.ts'
import {
  type NewAuthor,
  type NewChannel,
  type NewVideo,
  upsertAuthor,
  upsertChannel,
  upsertVideo,
} from './catalog-store.ts'

/** Writes a channel with its authors and videos; what had the same id is replaced. Descriptions are made safe here, once. */
export async function publishChannel(
  deps: { db: Database },
  { authors, channel, videos }: { authors: NewAuthor[]; channel: NewChannel; videos: NewVideo[] },
): Promise<void> {
  await transaction(deps.db, async (tx) => {
    for (const author of authors) await upsertAuthor(tx, author)
    await upsertChannel(tx, { ...channel, htmlDescription: sanitise(channel.htmlDescription) })
    for (const video of videos) await upsertVideo(tx, { ...video, htmlDescription: sanitise(video.htmlDescription) })
  })
}
