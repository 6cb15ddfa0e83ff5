import { forgetExpired } from '../../features/identity/index.ts'
import { forgetOldKeys } from '../../features/licensing/index.ts'
import { forgetOldMails } from '../../features/mailing/index.ts'
import { removeLeftovers } from '../../features/media/index.ts'
import { forgetOldCallbacks } from '../../features/orders/index.ts'
import { forgetOldObservations } from '../../features/partners/index.ts'
import { forgetOldSandboxPayments } from '../../features/payments/index.ts'
import { forgetOldUploads } from '../../features/uploads/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Storage } from '../../platform/storage/storage.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

export interface KeepHouseContext {
  db: Database
  clock: Clock
  storage: Storage
}

const all = [
  forgetOldKeys,
  forgetOldMails,
  forgetExpired,
  forgetOldObservations,
  forgetOldSandboxPayments,
  forgetOldCallbacks,
  removeLeftovers,
  forgetOldUploads,
]

/** Sweeps what has grown old. */
export const keepHouseJob: JobOn<KeepHouseContext> = {
  ...kinds.keepHouse,
  run: async (ctx) => {
    for (const forget of all) await forget(ctx)
  },
}
