import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { connectOnce } from './probe.ts'
import { owner } from './site.ts'

/** One session held open: it says that we need the server, and its end says that the server is gone. */
export interface Keeper {
  readonly host: string
  close(): Promise<void>
  /** Whether sessions other than ours are connected, or it cannot be told. */
  isNeededByOthers(): Promise<boolean>
}

/** Opens the session; `onLost` is called once, if it ends before `close`. */
export async function openKeeper(host: string, onLost: () => void): Promise<Keeper> {
  const name = `keeper ${randomUUID()}`
  let isClosing = false
  const sql = connectOnce(host, owner, name, () => {
    if (isClosing) return
    isClosing = true
    void sql.end({ timeout: 0 })
    onLost()
  })
  await sql`select 1`
  return {
    host,
    close: async () => {
      isClosing = true
      await sql.end({ timeout: 1 })
    },
    isNeededByOthers: () => hasOtherSessions(host, name),
  }
}

const lastGoodbyesMs = 1_000

async function hasOtherSessions(host: string, ours: string): Promise<boolean> {
  const sql = connectOnce(host, owner, 'goodbye')
  const giveUpAt = performance.now() + lastGoodbyesMs
  try {
    for (;;) {
      const sessions = await sql<{ name: string }[]>`
        select application_name as name from pg_stat_activity
        where backend_type = 'client backend' and pid <> pg_backend_pid()`
      if (sessions.length === 0) return false
      if (sessions.some(({ name }) => name.startsWith('keeper ') && name !== ours)) return true
      // A session of a pool that has just been closed lingers for a moment.
      if (performance.now() > giveUpAt) return true
      await delay(10)
    }
  } catch {
    return true
  } finally {
    await sql.end({ timeout: 0 })
  }
}
