import { forgetOldKeys } from '../../features/licensing/index.ts'
import { forgetOldMails } from '../../features/mailing/index.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

export interface KeepHouseContext {
  db: Database
  clock: Clock
}

/** Sweeps what has grown old. */
export const keepHouseJob: JobOn<KeepHouseContext> = {
  ...kinds.keepHouse,
  run: async (ctx) => {
    await forgetOldKeys(ctx)
    await forgetOldMails(ctx)
  },
}
