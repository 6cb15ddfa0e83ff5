import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { finish } from './check/command.ts'
import { type Gate, verdict } from './check/gate.ts'

/** Every file that is written by a program and committed, with the command that writes it; `--check` compares instead. */
const generated = [
  { writes: 'the schema dump and the table types', command: ['scripts/generate-schema.ts'] },
  { writes: 'openapi.json', command: ['scripts/print-openapi.ts'] },
  { writes: '.env.example', command: ['packages/server/bin/osteocom.mjs', 'config', 'example'] },
]

/** Generated files are as their programs would write them now. */
export const upToDate: Gate = {
  name: 'generated',
  async judge(root) {
    const complaints: string[] = []
    for (const { writes, command } of generated.filter((one) => existsSync(join(root, one.command[0] ?? '')))) {
      const { code, stdout, stderr } = await finish(root, 'node', [...command, '--check'])
      if (code === 0) continue
      complaints.push(`${writes}: run \`node ${command.join(' ')}\` and commit\n${indented(`${stdout}${stderr}`)}`)
    }
    return verdict(complaints)
  },
}

function indented(text: string): string {
  return text.trim().replaceAll(/^/gm, '  ')
}
