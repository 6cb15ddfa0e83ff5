import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import { findChannels, insertCatalogEntries } from './catalog-store.ts'
import { requirePrice } from './price.ts'

/** Puts channels into a partner's catalog at their own prices, which have to be such that they can be paid: all there are, or
 * those named. */
export async function agreeChannels(
  deps: { db: Database; clock: Clock },
  { partnerId, channels }: { partnerId: string; channels: 'all' | string[] },
): Promise<{ channelIds: string[] }> {
  const known = await findChannels(deps.db)
  const knownIds = known.map(({ id }) => id)
  const channelIds = channels === 'all' ? knownIds : channels
  const unknown = channelIds.filter((id) => !knownIds.includes(id))
  if (unknown.length > 0) throw invalidField('channels', `there is no channel ${unknown.join(', ')}`)
  for (const channel of known) {
    if (channelIds.includes(channel.id)) requirePrice(`channels: the price of ${channel.id}`, channel)
  }
  await insertCatalogEntries(deps.db, { partnerId, channelIds, now: deps.clock.now() })
  return { channelIds }
}
