import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { boundaries } from './check/boundaries.ts'
import { repository } from './check/command.ts'
import { gates } from './check/gates.ts'
import { habitList } from './check/habits.ts'
import { importPlants, lockPlants, otherPlants, soil } from './plants.ts'

const configuration = [
  '.dependency-cruiser.cjs',
  '.oxlintrc.json',
  '.gitignore',
  'biome.json',
  'knip.json',
  'package.json',
  'packages/contract/tsconfig.json',
  'scripts/floors.json',
  'scripts/tsconfig.json',
  'tsconfig.base.json',
]
const plants = [...importPlants, ...otherPlants]
const said = new Map<string, string>()
let root = ''

// A small tree of its own under the house's real configuration, so that nothing is ever planted in the real one.
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'osteocom-plants-'))
  for (const file of configuration) cpSync(join(repository, file), join(root, file))
  linkDependencies()
  write('tsconfig.json', JSON.stringify({ files: [], references: [{ path: 'packages/contract' }] }))
  for (const [file, text] of Object.entries(soil)) write(file, text)
  for (const { file, text } of plants) write(file, text)
  write('package-lock.json', plantedLockfile())
  for (const gate of gates) {
    const outcome = await gate.judge(root)
    said.set(gate.name, outcome.ok ? '' : outcome.output)
  }
})

afterAll(() => rmSync(root, { recursive: true, force: true }))

for (const { rule, file } of importPlants) {
  test(`boundaries catch ${rule} in ${file}`, () => {
    expect(said.get('boundaries')).toContain(`${rule}: ${file} →`)
  })
}

for (const { gate, rule, file } of otherPlants) {
  test(`${gate} catches ${rule} in ${file}`, () => {
    const about = (said.get(gate) ?? '').split(/\n(?=\S)/).filter((part) => part.includes(rule))
    expect(about.join('\n')).toContain(file)
  })
}

for (const { gate, fault } of lockPlants) {
  test(`${gate} catches ${fault}`, () => {
    expect(said.get(gate)).toContain(fault)
  })
}

test('boundaries and habits leave sound files alone', () => {
  const told = `${said.get('boundaries')}\n${said.get('habits')}`
  const blamed = Object.keys(soil).filter((file) => told.includes(`: ${file}`))
  expect(blamed).toEqual([])
})

test('every rule of the boundaries and every habit has its plant', () => {
  const { forbidden } = createRequire(import.meta.url)('../.dependency-cruiser.cjs') as {
    forbidden: { name: string }[]
  }
  const rules = [...forbidden, ...habitList].map((rule) => rule.name)
  expect([...new Set(plants.map((plant) => plant.rule))]).toEqual(expect.arrayContaining(rules))
})

test('a cruise that overlooks files is no green cruise', async () => {
  const whole = readFileSync(join(root, '.dependency-cruiser.cjs'), 'utf8')
  write('.dependency-cruiser.cjs', `${whole}\nmodule.exports.options.exclude = { path: '/surfaces/' }\n`)
  const outcome = await boundaries.judge(root)
  expect(outcome.ok || outcome.output).toContain(`not-seen: packages/server/src/surfaces/embed/sound.ts`)
})

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true })
  writeFileSync(join(root, file), text)
}

/** Everything installed, linked; but our own packages are the planted ones. */
function linkDependencies(): void {
  const installed = join(repository, 'node_modules')
  mkdirSync(join(root, 'node_modules/@osteocom'), { recursive: true })
  for (const name of readdirSync(installed)) {
    if (name !== '@osteocom') symlinkSync(join(installed, name), join(root, 'node_modules', name))
  }
  for (const name of readdirSync(join(installed, '@osteocom'))) {
    cpSync(join(repository, 'packages', name, 'package.json'), join(root, 'packages', name, 'package.json'))
    symlinkSync(join(root, 'packages', name), join(root, 'node_modules/@osteocom', name))
  }
}

function plantedLockfile(): string {
  const lock = JSON.parse(readFileSync(join(repository, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, object>
  }
  for (const { path, change } of lockPlants) {
    if (change) lock.packages[path] = { ...lock.packages[path], ...change }
    else delete lock.packages[path]
  }
  return JSON.stringify(lock)
}
