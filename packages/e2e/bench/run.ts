import { authorization } from './authorization.bench.ts'
import { catalog, videoAccess } from './calls.bench.ts'
import { card } from './card.bench.ts'
import { firstFrame } from './first-frame.bench.ts'
import { memory } from './memory.bench.ts'
import { report } from './report.ts'
import type { Row } from './row.ts'
import { segments } from './segments.bench.ts'
import { openStand, type Stand } from './stand.ts'
import { start } from './start.bench.ts'

const onStand: Record<string, (stand: Stand) => Promise<Row[]>> = {
  authorization,
  'video-access': videoAccess,
  card,
  catalog,
  segments,
  'first-frame': firstFrame,
  memory,
}
const names = ['start', ...Object.keys(onStand)]

const asked = process.argv.slice(2)
const unknown = asked.filter((name) => !names.includes(name))
if (unknown.length > 0) {
  process.stderr.write(`There is no bench ${unknown.join(', ')}; there are ${names.join(', ')}.\n`)
  process.exit(1)
}
const isWanted = (name: string) => asked.length === 0 || asked.includes(name)
const say = (text: string) => process.stderr.write(`${text}\n`)

const rows: Row[] = []
function add(more: Row[]): void {
  rows.push(...more)
  for (const { name, ratio, goal, verdict } of more) say(`  ${name}: ${ratio?.toFixed(2) ?? ''} (${goal}) ${verdict}`)
}
if (isWanted('start')) {
  say('start …')
  add(await start())
}
if (Object.keys(onStand).some(isWanted)) {
  say('filling a database …')
  const stand = await openStand()
  try {
    for (const [name, bench] of Object.entries(onStand)) {
      if (!isWanted(name)) continue
      say(`${name} …`)
      add(await bench(stand))
    }
  } finally {
    await stand.close()
  }
}
report(rows, { isWhole: asked.length === 0 })
