import { finish } from './check/command.ts'
import { type Gate, verdict } from './check/gate.ts'

/** Every file that a program writes and we commit: how to write it, and how to ask whether it is as it would be written now. */
const generated = [
  {
    file: 'packages/server/migrations/schema.sql, packages/server/src/platform/database/tables.ts',
    write: 'node scripts/generate-schema.ts',
    check: ['scripts/generate-schema.ts', '--check'],
  },
  {
    file: 'packages/contract/openapi.json',
    write: 'node scripts/print-openapi.ts',
    check: ['scripts/print-openapi.ts', '--check'],
  },
  {
    file: '.env.example',
    write: 'npm run -s osteocom -- config example > .env.example',
    check: ['packages/server/bin/osteocom.mjs', 'config', 'example', '--check'],
  },
]

/** Generated files are as their programs would write them now. */
export const upToDate: Gate = {
  name: 'generated',
  async judge(root) {
    const complaints: string[] = []
    for (const { file, write, check } of generated) {
      const { code, stdout, stderr } = await finish(root, 'node', check)
      if (code !== 0)
        complaints.push(`stale: ${file}\n${indented(`${stdout}${stderr}`)}\n  Run \`${write}\` and commit.`)
    }
    return verdict(complaints)
  },
}

function indented(text: string): string {
  return text.trim().replaceAll(/^/gm, '  ')
}
