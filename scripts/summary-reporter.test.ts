import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { finish, repository } from './check/command.ts'

let root = ''

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'osteocom-summary-'))
})

afterEach(() => rmSync(root, { recursive: true, force: true }))

const pass = "test('passes', () => undefined)\n"
const fail = "test('fails', () => expect(1).toBe(2))\n"

const runs = {
  'passing tests': { 'a.test.ts': pass + pass, 'b.test.ts': pass, expect: [0, 'Tests: 3 passed, 0 failed'] },
  'a failing test': { 'a.test.ts': pass + fail, expect: [1, 'Tests: 1 passed, 1 failed'] },
  'a file that does not load': {
    'a.test.ts': pass,
    'b.test.ts': "throw new Error('no')",
    expect: [1, 'Tests: 1 passed, 1 failed'],
  },
  'an error outside every test': {
    'a.test.ts': `${pass}setTimeout(() => { throw new Error('late') })\ntest('waits', () => new Promise((done) => setTimeout(done, 50)))`,
    expect: [1, 'Tests: 2 passed, 1 failed'],
  },
  'nothing but skipped tests': {
    'a.test.ts': "test.skip('later', () => undefined)",
    expect: [1, 'Tests: 0 passed, 0 failed'],
  },
  'no tests': { expect: [1, 'Tests: 0 passed, 0 failed'] },
}

for (const [title, { expect: expected, ...files }] of Object.entries(runs)) {
  test(`closes a run of ${title}`, async () => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text)
    const reporter = join(repository, 'scripts/summary-reporter.ts')
    const { code, stdout } = await finish(root, 'vitest', ['run', '--root', root, '--globals', '--reporter', reporter])
    expect([code, stdout.trimEnd().split('\n').at(-1)]).toEqual(expected)
  })
}
