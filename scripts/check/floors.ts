import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Gate, verdict } from './gate.ts'
import { lockedPackages } from './lockfile.ts'

type Floors = Readonly<Record<string, { readonly lowest: string; readonly because: string }>>

/** No locked package is older than the lowest version known to be safe; `never` keeps a package out. Works off line. */
export const floors: Gate = {
  name: 'floors',
  judge: async (root) => {
    const known = JSON.parse(readFileSync(join(root, 'scripts/floors.json'), 'utf8')) as Floors
    return verdict(
      Object.entries(lockedPackages(root)).flatMap(([path, { version }]) => {
        const name = path.split('node_modules/').at(-1) ?? ''
        const floor = known[name]
        if (!floor || !version || isAtLeast(version, floor.lowest)) return []
        return [`below-floor: ${name} ${version}, lowest ${floor.lowest}. ${floor.because}`]
      }),
    )
  },
}

/** Compares released versions; a pre-release of the floor itself is below it. */
export function isAtLeast(version: string, lowest: string): boolean {
  if (lowest === 'never') return false
  const [core = '', prerelease] = version.split('-')
  const have = core.split('.').map(Number)
  const want = lowest.split('.').map(Number)
  const at = want.findIndex((part, index) => part !== have[index])
  if (at === -1) return prerelease === undefined
  return (have[at] ?? 0) > (want[at] ?? 0)
}
