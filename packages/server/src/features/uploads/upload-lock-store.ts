import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

// The database's clock counts: those of the nodes may differ by more than a lock lasts.
const until = (seconds: number) => sql`now() + make_interval(secs => ${seconds})`

export interface LockClaim {
  id: string
  holder: string
}

/** Takes the lock of an upload, or tells whoever has it that it is wanted; undefined where there is no such upload. */
export async function takeLock(
  db: Database,
  { id, holder, seconds }: LockClaim & { seconds: number },
): Promise<{ isOurs: boolean } | undefined> {
  const { rows } = await sql<{ isOurs: boolean }>`
    update upload set
      lock_holder = case when locked_until > now() then lock_holder else ${holder} end,
      is_lock_wanted = coalesce(locked_until > now(), false),
      locked_until = case when locked_until > now() then locked_until else ${until(seconds)} end
    where id = ${id}
    returning lock_holder = ${holder} as "isOurs"`.execute(db)
  return rows[0]
}

/** Keeps the lock for longer; undefined where it is lost. */
export async function keepLock(
  db: Database,
  { id, holder, seconds }: LockClaim & { seconds: number },
): Promise<{ isWanted: boolean } | undefined> {
  const { rows } = await sql<{ isWanted: boolean }>`
    update upload set locked_until = ${until(seconds)} where id = ${id} and lock_holder = ${holder}
    returning is_lock_wanted as "isWanted"`.execute(db)
  return rows[0]
}

export async function dropLock(db: Database, { id, holder }: LockClaim): Promise<void> {
  await sql`
    update upload set lock_holder = null, locked_until = null, is_lock_wanted = false
    where id = ${id} and lock_holder = ${holder}`.execute(db)
}
