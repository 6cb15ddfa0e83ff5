import { CompiledQuery } from 'kysely'
import type { Database } from './open.ts'

const scripts = new WeakSet<object>()

/** Runs SQL text without parameters, several statements if need be, `begin` and `commit` among them; all their rows. */
export async function runScript(db: Database, text: string): Promise<unknown[]> {
  const script = CompiledQuery.raw(text)
  scripts.add(script)
  return (await db.executeQuery(script)).rows
}

/** Runs one statement as text with its parameters. */
export async function runStatement(db: Database, text: string, parameters: unknown[]): Promise<unknown[]> {
  return (await db.executeQuery(CompiledQuery.raw(text, parameters))).rows
}

/** Whether a query is the text of several statements, which the server does not prepare. */
export function isScript(query: CompiledQuery): boolean {
  return scripts.has(query)
}
