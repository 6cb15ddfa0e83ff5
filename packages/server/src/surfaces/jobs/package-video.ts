import { keepPackaging, type PackagerDeps, packageVideo } from '../../features/media/index.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

type Packaging = PackagerDeps & { jobs: JobQueue }

export const packageVideoJob: JobOn<Packaging> = {
  ...kinds.packageVideo,
  run: async (ctx, { data, signal }) => {
    const isOurs = await packageVideo(ctx, { packagingId: data['packagingId'] ?? '', signal })
    // The next may have been passed over while this machine was busy.
    if (isOurs) await keepPackaging(ctx)
  },
}

/** Has packagings gone on with that were left: their worker was killed, or something was in the way. */
export const keepPackagingJob: JobOn<Packaging> = { ...kinds.keepPackaging, run: keepPackaging }
