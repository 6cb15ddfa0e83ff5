import type { JobKind } from '../../platform/jobs/job-queue.ts'

/** How each kind of job is queued; what does it stands in the file of its name. */
export const kinds = {
  sendMail: {
    name: 'send-mail',
    // The last try is some eight hours after the first.
    retries: 24,
    firstRetrySeconds: 5,
    timeLimitSeconds: 60,
    pollSeconds: 1,
    atOnce: 5,
  },
  keepHouse: {
    name: 'keep-house',
    retries: 2,
    firstRetrySeconds: 60,
    timeLimitSeconds: 600,
    pollSeconds: 20,
    atOnce: 1,
    schedule: '23 */6 * * *',
  },
  reconcileOrders: {
    name: 'reconcile-orders',
    // The next minute tries again by itself.
    retries: 0,
    firstRetrySeconds: 60,
    timeLimitSeconds: 300,
    pollSeconds: 20,
    atOnce: 1,
    schedule: '* * * * *',
  },
  packageVideo: {
    name: 'package-video',
    // What goes wrong is put back with a time, and taken up again by the next.
    retries: 0,
    firstRetrySeconds: 60,
    timeLimitSeconds: 20 * 3600,
    pollSeconds: 2,
    atOnce: 1,
  },
  keepPackaging: {
    name: 'keep-packaging',
    retries: 0,
    firstRetrySeconds: 60,
    timeLimitSeconds: 300,
    pollSeconds: 20,
    atOnce: 1,
    schedule: '* * * * *',
  },
  hashUpload: {
    name: 'hash-upload',
    retries: 8,
    firstRetrySeconds: 30,
    timeLimitSeconds: 3 * 3600,
    pollSeconds: 5,
    atOnce: 1,
  },
} as const satisfies Record<string, JobKind>

/** What only a machine with ffmpeg can do. */
export const packagingKinds: readonly string[] = [kinds.packageVideo.name, kinds.keepPackaging.name]

/** Every kind of job there is. */
export const jobKinds: readonly JobKind[] = Object.values(kinds)
