import { get } from 'node:http'
import { demoChannels } from '@osteocom/demo/content'
import { agreeChannels } from '@osteocom/server/src/features/catalog/index.ts'
import { createPartner } from '@osteocom/server/src/features/partners/index.ts'
import { systemClock } from '@osteocom/server/src/platform/clock.ts'
import { systemRandom } from '@osteocom/server/src/platform/random.ts'
import { load } from './load.ts'
import { atLeast, inTurn, type Row } from './row.ts'
import type { Stand } from './stand.ts'

const rounds = 5
const most = 4096
// As browsers ask.
const headers = { 'accept-encoding': 'gzip, deflate, br' }

/** The card beside a bare Fastify route that asks the same of the same database, signs once and sends as many bytes. */
export async function card(stand: Stand): Promise<Row[]> {
  const [channel] = demoChannels
  if (!channel) throw new Error('the demo has no course')
  const deps = { db: stand.db, clock: systemClock, random: systemRandom, mode: 'test' as const }
  const origins = ['https://magazine.example']
  const { clientId } = await createPartner(deps, { name: 'Bench', path: 'iframe', origins, actor: 'bench' })
  await agreeChannels(deps, { partnerId: clientId, channels: [channel.id] })
  const query = new URLSearchParams({ clientId, productId: channel.id, partnerUserId: 'reader', lang: 'en' })
  const plan = { clients: 16, method: 'GET', headers } as const
  const ours = { ...plan, port: stand.program.port, path: `/embed/content-licensing?${query}` }
  const floor = { ...plan, port: stand.floor.port, path: `/card?${query}` }
  const pairs = await inTurn(
    rounds,
    async () => (await load(ours)).perSecond,
    async () => (await load(floor)).perSecond,
  )
  return [atLeast('card', 0.8, pairs, '/s'), weight(await bytesOnTheWire(ours))]
}

function weight(bytes: number): Row {
  return {
    name: 'card, on the wire',
    ours: `${(bytes / 1024).toFixed(2)} KB`,
    floor: '–',
    ratio: undefined,
    goal: '≤ 4 KB',
    verdict: bytes <= most ? 'met' : 'missed',
    note: 'head, styles and all, compressed; the picture apart',
  }
}

/** What one answer weighs, head included. */
function bytesOnTheWire({ port, path }: { port: number; path: string }): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>()
  get({ host: '127.0.0.1', port, path, headers, agent: false }, (response) => {
    const { socket } = response
    response.resume().on('end', () => resolve(socket.bytesRead))
  }).on('error', reject)
  return promise
}
