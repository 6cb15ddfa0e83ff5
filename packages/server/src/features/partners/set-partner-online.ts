import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import { updatePartnerOnline } from './partners-store.ts'

/** Switches a partner on or off line. Its tokens stop counting within a second; its customers keep what they bought. */
export async function setPartnerOnline(deps: { db: Database }, clientId: string, isOnline: boolean): Promise<void> {
  if (!(await updatePartnerOnline(deps.db, clientId, isOnline))) throw new AppError('NotFound')
}
