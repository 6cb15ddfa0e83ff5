import type { Attempt, JobKind } from '../../platform/jobs/job-queue.ts'

/** A kind of job, and how it is done with what the context holds. */
export interface JobOn<Context> extends JobKind {
  run(ctx: Context, attempt: Attempt): Promise<void>
}
