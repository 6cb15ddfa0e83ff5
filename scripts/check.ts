import { parseArgs } from 'node:util'
import { repository, stream } from './check/command.ts'
import type { Gate, Verdict } from './check/gate.ts'
import { gates } from './check/gates.ts'
import { ensureTools } from './ensure-tools.ts'

const names = [...gates.map((gate) => gate.name), 'tests']
const usage = `usage: npm run check [-- options]
  --static        everything but the tests
  --only <names>  these steps alone, by comma: ${names.join(', ')}`

const only = chosenNames()
const failures = await judgeAll(gates.filter((gate) => only.includes(gate.name)))
// The tests' closing line is the last one of all, whatever else there is to say.
const closing = only.includes('tests') ? await runTests() : undefined
if (failures.length > 0) {
  console.log(`\nFAILED: ${failures.join(', ')}`)
  process.exitCode = 1
}
if (closing) console.log(closing)

function chosenNames(): string[] {
  const options = { static: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } } as const
  const { values } = parseArgs({ options })
  const chosen = values.only?.split(',') ?? names
  const unknown = chosen.filter((name) => !names.includes(name))
  if (!values.help && unknown.length === 0) return chosen.filter((name) => !values.static || name !== 'tests')
  console.log(usage)
  process.exit(values.help ? 0 : 2)
}

/** Judges two at a time and says a line for each; returns the names of those that failed. */
async function judgeAll(chosen: readonly Gate[]): Promise<string[]> {
  const waiting = [...chosen]
  const failed: string[] = []
  const work = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      const start = performance.now()
      const outcome = await judge(gate)
      const seconds = ((performance.now() - start) / 1000).toFixed(1).padStart(5)
      console.log(`${outcome.ok ? 'ok    ' : 'FAILED'} ${gate.name.padEnd(12)} ${seconds} s`)
      if (outcome.ok) continue
      failed.push(gate.name)
      console.log(outcome.output.replaceAll(/^/gm, '  '))
    }
  }
  await Promise.all([work(), work()])
  return failed
}

/** A gate that breaks has not let anything pass. */
async function judge(gate: Gate): Promise<Verdict> {
  try {
    return await gate.judge(repository)
  } catch (error) {
    return { ok: false, output: `the gate itself broke: ${error instanceof Error ? error.message : String(error)}` }
  }
}

/** Runs the tests with their output as it comes, and returns the closing line, which a run that broke early has not said. */
async function runTests(): Promise<string> {
  if (!ensureTools()) failures.push('tools')
  const { code, held } = await stream(repository, 'vitest', ['run'], (line) => line.startsWith('Tests: '))
  if (code !== 0) failures.push('tests')
  return held.at(-1) ?? 'Tests: 0 passed, 0 failed'
}
