import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openApi } from '../packages/contract/src/index.ts'

const file = fileURLToPath(new URL('../packages/contract/openapi.json', import.meta.url))
const printed = `${JSON.stringify(openApi(), null, 2)}\n`

if (!process.argv.includes('--check')) {
  writeFileSync(file, printed)
} else if (readFileSync(file, 'utf8') !== printed) {
  console.error('packages/contract/openapi.json is out of date: run `node scripts/print-openapi.ts`.')
  process.exit(1)
}
