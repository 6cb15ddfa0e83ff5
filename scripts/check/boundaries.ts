import { finish } from './command.ts'
import { type Gate, verdict } from './gate.ts'
import { packageSources } from './sources.ts'

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string }
      readonly cycle?: readonly { readonly name: string }[]
    }[]
    readonly ruleSetUsed: { readonly forbidden: readonly { readonly name: string; readonly comment: string }[] }
  }
}

/** Who imports whom, held to .dependency-cruiser.cjs; a cruise that saw fewer files than there are fails too. */
export const boundaries: Gate = {
  name: 'boundaries',
  async judge(root) {
    const files = packageSources(root)
    const args = ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...files]
    const { stdout, stderr } = await finish(root, 'depcruise', args)
    if (!stdout.startsWith('{')) return { ok: false, output: `${stdout}${stderr}` }
    const cruise = JSON.parse(stdout) as Cruise
    return verdict([...unseen(files, cruise), ...violations(cruise)])
  },
}

// With a compiler it does not know, the cruiser sees nothing and is content.
function unseen(files: readonly string[], { modules }: Cruise): string[] {
  const seen = new Set(modules.map((module) => module.source))
  return files.filter((file) => !seen.has(file)).map((file) => `not-seen: ${file} was not looked at by the cruise`)
}

// The advice follows the last offence against a rule, so that forty of them do not repeat it forty times.
function violations({ summary }: Cruise): string[] {
  return summary.ruleSetUsed.forbidden.flatMap(({ name, comment }) => {
    const offences = summary.violations.filter((violation) => violation.rule.name === name)
    if (offences.length === 0) return []
    return [...offences.map(({ from, to, cycle }) => `${name}: ${way(from, to, cycle)}`), `  ${comment}`]
  })
}

function way(from: string, to: string, cycle: readonly { readonly name: string }[] = []): string {
  return cycle.length > 0 ? [from, ...cycle.map((step) => step.name)].join(' → ') : `${from} → ${to}`
}
