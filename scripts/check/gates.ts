import { upToDate } from '../generated.ts'
import { boundaries } from './boundaries.ts'
import { judgeByExit } from './command.ts'
import { floors } from './floors.ts'
import type { Gate } from './gate.ts'
import { habits } from './habits.ts'
import { lockfile } from './lockfile.ts'
import { papers } from './papers.ts'
import { types } from './types.ts'

function program(name: string, command: string, ...args: string[]): Gate {
  return { name, judge: (root) => judgeByExit(root, command, args) }
}

/** Everything that is checked without running the product, slowest first so that two at a time finish together. */
export const gates: readonly Gate[] = [
  types,
  boundaries,
  program('promises', 'oxlint', '--type-aware', '--deny-warnings'),
  program('unused', 'knip', '--no-progress', '--no-config-hints'),
  program('format', 'biome', 'format', '--diagnostic-level=error'),
  program('lint', 'biome', 'check', '--formatter-enabled=false', '--error-on-warnings'),
  upToDate,
  habits,
  lockfile,
  floors,
  papers,
]
