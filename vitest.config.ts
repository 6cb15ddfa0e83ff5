import { defineConfig } from 'vitest/config'
import LongestFirst from './scripts/longest-first.ts'

export default defineConfig({
  // Said here too, so that a view under test is compiled as packages/server/tsx-hook.mjs compiles it when it runs.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['packages/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts'],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['packages/server/src/testing/global-setup.ts'],
    pool: 'forks',
    // For two cores: half its time a file waits, for a program to start or a film to play.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    testTimeout: 30_000,
    hookTimeout: 60_000,
    teardownTimeout: 20_000,
    // What is waited for comes, or the test has failed: how soon says something of the machine only.
    expect: { poll: { timeout: 20_000 } },
    watch: false,
    allowOnly: false,
    reporters: ['default', './scripts/summary-reporter.ts'],
  },
})
