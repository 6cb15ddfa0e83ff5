import type { Worker } from '../../platform/jobs/job-queue.ts'
import type { JobOn } from './job-on.ts'
import { keepHouseJob } from './keep-house.ts'
import { reconcileOrdersJob } from './reconcile-orders.ts'
import { sendMailJob } from './send-mail.ts'

const jobs = [sendMailJob, keepHouseJob, reconcileOrdersJob] as const

type Needs<Each> = Each extends JobOn<infer Context> ? (context: Context) => void : never

/** What the jobs together need. */
export type JobsContext = Needs<(typeof jobs)[number]> extends (context: infer All) => void ? All : never

/** What does them. */
export function jobWorkers(ctx: JobsContext): Worker[] {
  return jobs.map((job) => ({ ...job, run: (attempt) => job.run(ctx, attempt) }))
}
