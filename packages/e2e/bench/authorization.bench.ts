import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { demoChannels } from '@osteocom/demo/content'
import { saleQuery } from '@osteocom/server/src/features/licensing/sale-store.ts'
import { load } from './load.ts'
import { atLeast, inTurn, type Row, skipped } from './row.ts'
import type { Stand } from './stand.ts'
import { findTool } from './tools.ts'

const rounds = 3
const seconds = 2.5
const goals = [
  { clients: 1, goal: 0.6 },
  { clients: 16, goal: 0.6 },
  { clients: 64, goal: 1.0 },
]

/** `contentAccessAuthorization` for new customers beside pgbench running the very same statement on the same server. */
export async function authorization(stand: Stand): Promise<Row[]> {
  const pgbench = findTool('pgbench')
  const title = (clients: number) => `authorization, ${clients} client${clients === 1 ? '' : 's'}`
  if (!pgbench)
    return goals.map(({ clients, goal }) => skipped(title(clients), `≥ ${goal.toFixed(2)}`, 'pgbench is not installed'))
  const script = join(stand.folder, 'authorization.sql')
  writeFileSync(script, statement(stand))
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await stand.logIn(stand.demo)}` }
  const path = '/sv6/contentLicensing_contentAccessAuthorization'
  const body = JSON.stringify({
    clientId: stand.demo.clientId,
    userId: 'new-{n}',
    products: [{ productId: demoChannels[0]?.id, price: 10 }],
  })
  // Numbers never used twice, so that every customer is new.
  let from = 0
  const fresh = () => (from += 1_000_000)

  const rows: Row[] = []
  for (const { clients, goal } of goals) {
    const pairs = await inTurn(
      rounds,
      async () =>
        (await load({ port: stand.program.port, clients, method: 'POST', path, headers, body, seconds, from: fresh() }))
          .perSecond,
      () => runPgbench(pgbench, stand, { script, clients, from: fresh() }),
    )
    rows.push(atLeast(title(clients), goal, pairs, '/s'))
  }
  return rows
}

async function runPgbench(
  pgbench: string,
  { connection: { host, port, user, database } }: Stand,
  { script, clients, from }: { script: string; clients: number; from: number },
): Promise<number> {
  const { stdout } = await promisify(execFile)(pgbench, [
    ...['-h', host, '-p', String(port), '-U', user, '-n', '-M', 'prepared', '-f', script],
    ...[
      '-c',
      String(clients),
      '-j',
      '1',
      '-T',
      String(Math.round(seconds)),
      '-D',
      `from=${from}`,
      '-D',
      'n=0',
      database,
    ],
  ])
  const rate = /tps = ([\d.]+) \(without/.exec(stdout)?.[1]
  if (rate === undefined) throw new Error(`pgbench said nothing of its rate: ${stdout}`)
  return Number(rate)
}

// Stand-ins that tell the parameters apart by their values.
const sample = {
  partnerUserId: '@user',
  customerId: '@customer',
  auditId: '@audit',
  purchaseId: '@purchase',
  activationId: '@activation',
}
const variables: Record<string, string> = {
  [sample.partnerUserId]: ':id',
  [sample.customerId]: ':id',
  [sample.auditId]: ':id',
  [`{${sample.purchaseId}}`]: 'array[:id::text]',
  [`{${sample.activationId}}`]: 'array[:id::text]',
}

/** The statement as the program sends it, its parameters written out for pgbench, each customer a new one. */
function statement({ demo }: Stand): string {
  const { sql, parameters } = saleQuery({
    partnerId: demo.clientId,
    ...sample,
    emailMatch: undefined,
    hasMarketingConsent: false,
    occurredAt: new Date(),
    products: [{ channelId: demoChannels[0]?.id ?? '', price: 10, ...sample }],
    accessKey: Buffer.alloc(32, 1),
  })
  const text = sql
    .replaceAll(/\$(\d+)/g, (_whole, n: string) => written(parameters[Number(n) - 1]))
    .replaceAll(/--.*$/gm, '')
  return `\\set n :n + 1\n\\set id :from * 1000000 + :client_id * 100000 + :n\n${text.replaceAll(/\s+/g, ' ')};\n`
}

function written(value: unknown): string {
  if (value === null || value === undefined) return 'null'
  if (Array.isArray(value)) return variables[`{${value.join()}}`] ?? `array['${value.join()}']`
  if (Buffer.isBuffer(value)) return `'\\x${value.toString('hex')}'`
  if (value instanceof Date) return `'${value.toISOString()}'`
  if (typeof value === 'boolean') return String(value)
  if (typeof value !== 'string') throw new TypeError('a parameter that pgbench cannot be told')
  return variables[value] ?? `'${value}'`
}
