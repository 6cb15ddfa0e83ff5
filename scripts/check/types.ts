import { finish } from './command.ts'
import { type Gate, verdict } from './gate.ts'

// The scripts lean on packages they do not reference; built like the others, they would have those emitted in their place.
const checkedOnly = ['--noEmit', '--composite', 'false', '--emitDeclarationOnly', 'false', '--declaration', 'false']

/** Every project of the root tsconfig.json type-checks, and so do the scripts beside them. */
export const types: Gate = {
  name: 'types',
  async judge(root) {
    const built = await finish(root, 'tsc', ['-b', '--pretty', 'false'])
    const scripts = await finish(root, 'tsc', [
      '-p',
      './scripts',
      '--pretty',
      'false',
      '--rootDir',
      '.',
      ...checkedOnly,
    ])
    return verdict([built, scripts].filter(({ code }) => code !== 0).map(({ stdout }) => stdout.trim()))
  },
}
