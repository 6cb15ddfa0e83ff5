import {
  appendFileSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../testing/temporary-folder.ts'
import { capLog, readLog } from './server-log.ts'

test('a short log stays as it is', () => {
  const path = join(temporaryFolder(), 'server.log')
  capLog(path)
  writeFileSync(path, 'one\n')
  capLog(path)
  expect(readFileSync(path, 'utf8')).toBe('one\n')
  expect(existsSync(`${path}.1`)).toBe(false)
})

test('a long log begins anew under the hand that writes it, its last lines kept aside', () => {
  const path = join(temporaryFolder(), 'server.log')
  const server = openSync(path, 'a')
  for (let line = 0; line < 50; line += 1) writeSync(server, `${'x'.repeat(100_000)}\n`)
  writeSync(server, 'last words\n')
  capLog(path)
  writeSync(server, 'new words\n')
  closeSync(server)
  expect(readFileSync(path, 'utf8')).toBe('new words\n')
  expect(readFileSync(`${path}.1`, 'utf8')).toMatch(/x\nlast words\n$/)
  expect(statSync(`${path}.1`).size).toBeLessThan(1_000_000)
})

test('what was said since is read back', () => {
  const path = join(temporaryFolder(), 'server.log')
  expect(readLog(path, 0)).toBe('')
  writeFileSync(path, 'before\n')
  appendFileSync(path, 'after\n')
  expect(readLog(path, 7)).toBe('after\n')
})
