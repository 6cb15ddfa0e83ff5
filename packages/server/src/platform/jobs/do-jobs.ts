import type { JobResult, JobWithMetadata } from 'pg-boss'
import type { Job, Worker } from './job-queue.ts'

const endless = new AbortController().signal

/** Does jobs side by side and says of each how it went. What a failure says is kept; whatever else it carries is not. */
export async function doJobs(worker: Worker, jobs: readonly JobWithMetadata<Job['data']>[]): Promise<JobResult[]> {
  return await Promise.all(
    jobs.map(async (job): Promise<JobResult> => {
      const attempt = {
        data: job.data,
        signal: job.signal ?? endless,
        isLast: job.retryCount >= job.retryLimit,
      }
      try {
        await worker.run(attempt)
        return { id: job.id, status: 'completed' }
      } catch (error) {
        return {
          id: job.id,
          status: 'failed',
          output: { message: error instanceof Error ? error.message : String(error) },
        }
      }
    }),
  )
}
