import { CompiledQuery } from 'kysely'

const scripts = new WeakSet<object>()

/** A query of several statements, which the server does not prepare. */
export function scriptQuery(text: string): CompiledQuery {
  const script = CompiledQuery.raw(text)
  scripts.add(script)
  return script
}

export function isScript(query: CompiledQuery): boolean {
  return scripts.has(query)
}
