import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import type { JobQueue } from '../../platform/jobs/job-queue.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { Mail } from './mail.ts'
import { insertMail } from './mailing-store.ts'
import { sealMail } from './sealed-mail.ts'

/** Writes a letter to be sent soon: together with whatever else the transaction writes, or not at all. */
export async function queueMail(
  deps: { db: Database; clock: Clock; random: Random; jobs: JobQueue; mailSealKey: Buffer },
  mail: Mail,
): Promise<void> {
  const id = newId(deps)
  await transaction(deps.db, async (tx) => {
    await insertMail(tx, {
      id,
      kind: mail.kind,
      accountId: mail.accountId,
      sealed: sealMail(deps, mail),
      createdAt: deps.clock.now(),
    })
    await deps.jobs.enqueue(tx, { name: 'send-mail', data: { mailId: id } })
  })
}
