import { ownedVideo } from './calls.bench.ts'
import { load } from './load.ts'
import { type Row, skipped } from './row.ts'
import type { Stand } from './stand.ts'

const warmUp = 20_000
const requests = 100_000
const goal = '≤ 5 % more'
const name = 'memory, after 100,000 requests'

/** Resident memory of the program once warm, and what 100,000 `videoAccess` later it has become. */
export async function memory(stand: Stand): Promise<Row[]> {
  const { program, demo } = stand
  const idle = program.residentMb()
  if (idle === undefined) return [skipped(name, goal, 'this system does not tell how much memory a process holds')]
  const body = JSON.stringify(await ownedVideo(stand))
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await stand.logIn(demo)}` }
  const plan = {
    port: program.port,
    clients: 16,
    method: 'POST',
    path: '/sv6/contentLicensing_videoAccess',
    headers,
    body,
  } as const
  await load({ ...plan, requests: warmUp })
  const warm = program.residentMb() ?? Number.NaN
  await load({ ...plan, requests })
  const after = program.residentMb() ?? Number.NaN
  const ratio = after / warm
  return [
    {
      name,
      ours: `${Math.round(after)} MB`,
      floor: `${Math.round(warm)} MB once warm`,
      ratio,
      goal,
      verdict: ratio <= 1.05 ? 'met' : 'missed',
      note: `${Math.round(idle)} MB before the warm-up of ${warmUp.toLocaleString('en')} requests`,
    },
  ]
}
