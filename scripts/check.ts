import { parseArgs } from 'node:util'
import { repository, stream } from './check/command.ts'
import type { Gate } from './check/gate.ts'
import { gates } from './check/gates.ts'
import { ensureTools } from './ensure-tools.ts'

const usage = `usage: npm run check [-- options]
  --static        everything but the tests
  --only <names>  these steps alone, by comma: ${[...gates.map((gate) => gate.name), 'tests'].join(', ')}`

const options = parseArgs({
  options: { static: { type: 'boolean' }, only: { type: 'string' }, help: { type: 'boolean' } },
}).values
const only = options.only?.split(',')
const chosen = gates.filter((gate) => !only || only.includes(gate.name))
const withTests = !options.static && (!only || only.includes('tests'))

if (options.help || (chosen.length === 0 && !withTests)) {
  console.log(usage)
  process.exit(options.help ? 0 : 2)
}

const failures = await judgeAll(chosen)
// The tests' closing line is the last one of all, whatever else there is to say.
const closing = withTests ? await runTests() : undefined
if (failures.length > 0) console.log(`\nFAILED: ${failures.join(', ')}`)
if (failures.length > 0) process.exitCode = 1
if (closing) console.log(closing)

/** Judges two at a time and says a line for each; returns the names of those that failed. */
async function judgeAll(chosen: readonly Gate[]): Promise<string[]> {
  const waiting = [...chosen]
  const failed: string[] = []
  const work = async () => {
    for (let gate = waiting.shift(); gate; gate = waiting.shift()) {
      const start = performance.now()
      const outcome = await gate.judge(repository)
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

/** Runs the tests with their output as it comes, and returns the closing line, which a run that broke early has not said. */
async function runTests(): Promise<string> {
  if (!ensureTools()) failures.push('tools')
  const { code, held } = await stream(repository, 'vitest', ['run'], (line) => line.startsWith('Tests: '))
  if (code !== 0) failures.push('tests')
  return held.at(-1) ?? 'Tests: 0 passed, 0 failed'
}
