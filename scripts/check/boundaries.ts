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

function violations({ summary }: Cruise): string[] {
  const comments = new Map(summary.ruleSetUsed.forbidden.map((rule) => [rule.name, rule.comment]))
  return summary.violations.map(({ from, to, rule, cycle }) => {
    const way = cycle ? [from, ...cycle.map((step) => step.name)].join(' → ') : `${from} → ${to}`
    return `${rule.name}: ${way}\n  ${comments.get(rule.name) ?? ''}`
  })
}
