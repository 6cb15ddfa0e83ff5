import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { invalidField } from '../../platform/errors.ts'
import { findChannels, insertCatalogEntries } from './catalog-store.ts'

/** Puts channels into a partner's catalog at their own prices: all there are, or those named. */
export async function agreeChannels(
  deps: { db: Database; clock: Clock },
  { partnerId, channels }: { partnerId: string; channels: 'all' | string[] },
): Promise<{ channelIds: string[] }> {
  const known = (await findChannels(deps.db)).map(({ id }) => id)
  const channelIds = channels === 'all' ? known : channels
  const unknown = channelIds.filter((id) => !known.includes(id))
  if (unknown.length > 0) throw invalidField('channels', `there is no channel ${unknown.join(', ')}`)
  await insertCatalogEntries(deps.db, { partnerId, channelIds, now: deps.clock.now() })
  return { channelIds }
}
