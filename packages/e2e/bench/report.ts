import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Row } from './row.ts'

const file = fileURLToPath(new URL('../../../docs/benchmarks.md', import.meta.url))
const begin = '<!-- figures: written by npm run bench -->'
const end = '<!-- end of figures -->'

/** Prints the table; a whole run also takes its place in docs/benchmarks.md, whose own words stay. */
export function report(rows: Row[], { isWhole }: { isWhole: boolean }): void {
  const text = `${machine()}\n\n${table(rows)}`
  process.stdout.write(`\n${text}\n`)
  if (!isWhole) return
  const page = existsSync(file) ? readFileSync(file, 'utf8') : `# Benchmarks\n\n${begin}\n${end}\n`
  const [before = '', rest = ''] = page.split(begin)
  const after = rest.split(end)[1] ?? '\n'
  writeFileSync(file, `${before}${begin}\n${text}\n${end}${after}`)
}

function table(rows: Row[]): string {
  const lines = rows.map(({ name, ours, floor, ratio, goal, verdict, note = '' }) =>
    [name, ours, floor, ratio === undefined ? '–' : ratio.toFixed(2), goal, verdict, note].join(' | '),
  )
  return [
    '| what | ours | floor | ratio | goal | verdict | |',
    '| --- | --: | --: | --: | --: | --- | --- |',
    ...lines.map((line) => `| ${line} |`),
  ].join('\n')
}

function machine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${cpus().length} cores, ${memory} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}, the PostgreSQL that comes along.`
}
