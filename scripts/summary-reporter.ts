import type { Reporter, TestModule } from 'vitest/node'

/** Closes the run with one line for machines, `Tests: N passed, N failed`; a run in which nothing passed is a failed run. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const { passed, failed } = countTests(modules)
    const broken = failed + unhandledErrors.length
    if (passed === 0 || broken > 0) process.exitCode = 1
    console.log(`Tests: ${passed} passed, ${broken} failed`)
  }
}

/** Passed and failed tests; a file or suite that broke before or after its tests counts as one failure. */
function countTests(modules: readonly TestModule[]) {
  let passed = 0
  let failed = 0
  for (const module of modules) {
    failed += module.errors().length
    for (const suite of module.children.allSuites()) failed += suite.errors().length
    for (const test of module.children.allTests()) {
      const { state } = test.result()
      if (state === 'passed') passed += 1
      if (state === 'failed') failed += 1
    }
  }
  return { passed, failed }
}
