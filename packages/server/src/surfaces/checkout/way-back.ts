import { findPartner } from '../../features/partners/index.ts'
import type { Database } from '../../platform/database/open.ts'
import type { WayBack } from './views/index.ts'

/** The partner's page a buyer came from, if it still stands at an origin the partner has listed. */
export async function findWayBack(
  db: Database,
  { partnerId, returnTo }: { partnerId: string; returnTo: string | null | undefined },
): Promise<WayBack | undefined> {
  if (!returnTo || !URL.canParse(returnTo)) return undefined
  const partner = await findPartner(db, partnerId)
  const isListed = partner?.origins.includes(new URL(returnTo).origin)
  return partner && isListed ? { url: returnTo, partnerName: partner.name } : undefined
}
