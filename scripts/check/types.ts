import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { finish } from './command.ts'
import { type Gate, verdict } from './gate.ts'

// The scripts lean on packages they do not reference; built like the others, they would have those emitted in their place.
const leaning = './scripts'
const checkedOnly = ['--noEmit', '--composite', 'false', '--emitDeclarationOnly', 'false', '--declaration', 'false']

/** Every project of the root tsconfig.json type-checks. */
export const types: Gate = {
  name: 'types',
  async judge(root) {
    const built = await finish(root, 'tsc', ['-b', '--pretty', 'false', ...projects(root)])
    const scripts = await finish(root, 'tsc', ['-p', leaning, '--pretty', 'false', '--rootDir', '.', ...checkedOnly])
    return verdict([built, scripts].filter(({ code }) => code !== 0).map(({ stdout }) => stdout.trim()))
  },
}

function projects(root: string): string[] {
  const { references } = JSON.parse(readFileSync(join(root, 'tsconfig.json'), 'utf8')) as {
    references: { path: string }[]
  }
  return references.map(({ path }) => `./${path}`).filter((path) => path !== leaning)
}
