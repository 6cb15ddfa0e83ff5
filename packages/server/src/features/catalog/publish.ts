import { type Database, transaction } from '../../platform/database/open.ts'
import { sanitise } from '../../platform/html/sanitise.ts'
import {
  type ChannelRow,
  type NewAuthor,
  type NewVideo,
  upsertAuthor,
  upsertChannel,
  upsertVideo,
} from './catalog-store.ts'
import { requireCurrency, requirePrice } from './price.ts'

/** Writes a channel with its authors and videos; what had the same id is replaced. Descriptions are made safe here, once, and
 * a price that cannot be paid is refused. */
export async function publishChannel(
  deps: { db: Database },
  { authors, channel, videos }: { authors: NewAuthor[]; channel: ChannelRow; videos: NewVideo[] },
): Promise<void> {
  requirePrice('priceMinor', channel)
  await transaction(deps.db, async (tx) => {
    await requireCurrency(tx, channel.currency)
    for (const author of authors) await upsertAuthor(tx, author)
    await upsertChannel(tx, { ...channel, htmlDescription: sanitise(channel.htmlDescription) })
    for (const video of videos) await upsertVideo(tx, { ...video, htmlDescription: sanitise(video.htmlDescription) })
  })
}
