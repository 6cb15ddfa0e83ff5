import { upToDate } from '../generated.ts'
import { boundaries } from './boundaries.ts'
import { judgeByExit } from './command.ts'
import { floors } from './floors.ts'
import type { Gate, Verdict } from './gate.ts'
import { habits } from './habits.ts'
import { lockfile } from './lockfile.ts'
import { papers } from './papers.ts'
import { types } from './types.ts'

function program(name: string, command: string, ...args: string[]): Gate {
  return { name, judge: (root) => judgeByExit(root, command, args) }
}

function mending(command: string, { name, judge }: Gate): Gate {
  const advised = (outcome: Verdict): Verdict =>
    outcome.ok ? outcome : { ok: false, output: `${outcome.output}\nMend it with \`${command}\`.` }
  return { name, judge: async (root) => advised(await judge(root)) }
}

/** Everything that is checked without running the product, slowest first so that two at a time finish together. */
export const gates: readonly Gate[] = [
  types,
  boundaries,
  program('promises', 'oxlint', '--type-aware', '--deny-warnings'),
  program('unused', 'knip', '--no-progress', '--no-config-hints'),
  mending('npm run format', program('format', 'biome', 'check', '--linter-enabled=false', '--reporter=summary')),
  program('lint', 'biome', 'lint', '--error-on-warnings', '--diagnostic-level=warn'),
  upToDate,
  habits,
  lockfile,
  floors,
  papers,
]
