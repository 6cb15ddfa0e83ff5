import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describeMigrations } from '../packages/server/src/testing/describe-migrations.ts'

const { schema, tables } = await describeMigrations()
keep('packages/server/migrations/schema.sql', schema)
keep('packages/server/src/platform/database/tables.ts', tables)

/** Writes the file; with `--check`, says whether that would change it. */
function keep(name: string, text: string): void {
  const path = fileURLToPath(new URL(`../${name}`, import.meta.url))
  if (!process.argv.includes('--check')) {
    writeFileSync(path, text)
  } else if (readIfPresent(path) !== text) {
    console.error(`${name} is not what the migrations make: run \`node scripts/generate-schema.ts\`.`)
    process.exitCode = 1
  }
}

function readIfPresent(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
