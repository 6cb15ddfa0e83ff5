import { type ConstructorOptions, type Db, PgBoss } from 'pg-boss'
import type { Database } from '../database/open.ts'
import { runScript, runStatement } from '../database/script.ts'

/** The queue over a pool or transaction of ours. */
export function bossDatabase(db: Database): Db {
  return {
    executeSql: async (text, values) => ({
      rows:
        values === undefined || values.length === 0 ? await runScript(db, text) : await runStatement(db, text, values),
    }),
  }
}

const quiet = {
  supervise: false,
  schedule: false,
  migrate: false,
  registerInstance: false,
  reindex: false,
  monitorVacuum: false,
  openTelemetry: { enabled: false },
} satisfies ConstructorOptions

/** A queue that does nothing on its own but what `duties` say. */
export function createBoss(db: Database, duties: ConstructorOptions = {}): PgBoss {
  return new PgBoss({ db: bossDatabase(db), ...quiet, ...duties })
}
