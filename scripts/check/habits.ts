import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Gate, verdict } from './gate.ts'
import { packageSources } from './sources.ts'

interface Habit {
  readonly name: string
  readonly instead: string
  readonly pattern: RegExp
  readonly within: RegExp
  readonly except: RegExp
}

const never = /^$/
const tests = /\.test\.tsx?$|\/testing\//

/** What a program can write without importing anything, and so escapes the boundaries. */
export const habitList: readonly Habit[] = [
  {
    name: 'sql-in-stores',
    instead: 'SQL lives in <feature>-store.ts, one statement a function, `db` first.',
    pattern: /\.(selectFrom|insertInto|updateTable|deleteFrom|mergeInto|withRecursive)\(|\bsql(<[^`]*>)?`/,
    within: /^packages\/server\/src\//,
    except: /-store\.ts$|\/platform\/database\/|\.test\.tsx?$|\/testing\//,
  },
  {
    name: 'environment-in-config',
    instead: 'packages/server/src/config reads the environment, once. Take the value as an argument.',
    pattern: /\bprocess\s*\??\.\s*env\b|\bprocess\[|from '(node:)?process'/,
    within: /^packages\//,
    except: /^packages\/(server\/(src\/config|bin)|demo\/content\/make|e2e)\/|\.test\.tsx?$|\/testing\//,
  },
  {
    name: 'time-from-the-context',
    instead: 'Time and chance come in through the context (`deps.clock`), so that a test owns them.',
    pattern: /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/,
    within: /^packages\/server\/src\/features\//,
    except: tests,
  },
  {
    name: 'no-deep-paths',
    instead:
      'Two levels up is as far as a relative import goes. The file is in the wrong folder, or wants a door nearer by.',
    // A deep file's test may still reach the testing folder; who else may not is a boundary.
    pattern: /(from|import\() ?'(\.\.\/){3,}(?!testing\/|\.)/,
    within: /^packages\//,
    // Views, messages and what tests share stand one floor below the folder they belong to.
    except: /\/(surfaces|features)\/[^/]+\/(views|messages|testing)\//,
  },
  {
    name: 'no-leftovers',
    instead: 'Do it, or write it where work is planned; the code says what is.',
    pattern: /\b(TODO|FIXME|XXX)\b/,
    within: /^packages\//,
    except: never,
  },
]

/** Line by line, the habits no import can betray. */
export const habits: Gate = {
  name: 'habits',
  judge: async (root) => verdict(packageSources(root).flatMap((file) => offences(root, file))),
}

function offences(root: string, file: string): string[] {
  const held = habitList.filter(({ within, except }) => within.test(file) && !except.test(file))
  if (held.length === 0) return []
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .flatMap((line, index) =>
      held
        .filter(({ pattern }) => pattern.test(line))
        .map(({ name, instead }) => `${name}: ${file}:${index + 1}\n  ${instead}`),
    )
}
