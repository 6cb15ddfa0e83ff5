import type { Worker } from '../../platform/jobs/job-queue.ts'
import { hashUploadJob } from './hash-upload.ts'
import type { JobOn } from './job-on.ts'
import { keepHouseJob } from './keep-house.ts'
import { packagingKinds } from './kinds.ts'
import { keepPackagingJob, packageVideoJob } from './package-video.ts'
import { reconcileOrdersJob } from './reconcile-orders.ts'
import { sendMailJob } from './send-mail.ts'

const jobs = [sendMailJob, keepHouseJob, reconcileOrdersJob, packageVideoJob, keepPackagingJob, hashUploadJob] as const

type Needs<Each> = Each extends JobOn<infer Context> ? (context: Context) => void : never

/** What the jobs together need. */
export type JobsContext = Needs<(typeof jobs)[number]> extends (context: infer All) => void ? All : never

/** What does them; packaging is left to other machines where this one has no fit ffmpeg. */
export function jobWorkers(ctx: JobsContext, { mayPackage = true }: { mayPackage?: boolean } = {}): Worker[] {
  return jobs
    .filter(({ name }) => mayPackage || !packagingKinds.includes(name))
    .map((job) => ({ ...job, run: (attempt) => job.run(ctx, attempt) }))
}
