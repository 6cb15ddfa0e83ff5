#!/usr/bin/env node
// Plain JavaScript on purpose: this file must be able to speak on a Node too old for the rest of the program.
const [major] = process.versions.node.split('.').map(Number)
if (major < 24) {
  console.error(`Osteocom needs Node 24; this is Node ${process.versions.node}.`)
  console.error(
    'Through npm (npm start, npm run osteocom) the right one comes along on Linux and Windows; on other systems install Node 24.',
  )
  process.exit(1)
}
// What was compiled once is kept in the system's temporary folder: a quarter of a start is compiling.
;(await import('node:module')).enableCompileCache?.()
await import('../tsx-hook.mjs')
await import('../src/main/cli.ts')
