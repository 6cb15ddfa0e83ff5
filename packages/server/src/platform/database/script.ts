import { CompiledQuery } from 'kysely'
import type { Database } from './open.ts'
import { scriptQuery } from './script-query.ts'

/** Runs SQL text without parameters, several statements if need be, `begin` and `commit` among them; all their rows. */
export async function runScript(db: Database, text: string): Promise<unknown[]> {
  return (await db.executeQuery(scriptQuery(text))).rows
}

/** Runs one statement as text with its parameters. */
export async function runStatement(db: Database, text: string, parameters: unknown[]): Promise<unknown[]> {
  return (await db.executeQuery(CompiledQuery.raw(text, parameters))).rows
}
