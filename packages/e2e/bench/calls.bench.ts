import { demoChannels } from '@osteocom/demo/content'
import { load } from './load.ts'
import { atLeast, inTurn, type Row } from './row.ts'
import type { Stand } from './stand.ts'

const clients = 16
const rounds = 3
const json = { 'content-type': 'application/json' }

/** `videoAccess` beside a bare Fastify route that asks the same of the same database and signs once. */
export async function videoAccess(stand: Stand): Promise<Row[]> {
  const claim = await ownedVideo(stand)
  const body = JSON.stringify(claim)
  const headers = { ...json, authorization: `Bearer ${await stand.logIn(stand.demo)}` }
  const ours = {
    port: stand.program.port,
    clients,
    method: 'POST',
    path: '/sv6/contentLicensing_videoAccess',
    headers,
    body,
  } as const
  const floor = { port: stand.floor.port, clients, method: 'POST', path: '/video-access', headers: json, body } as const
  return [atLeast('video access', 0.9, await beside(ours, floor), '/s')]
}

/** A catalog of 20 channels with 16 videos each beside the same text from a bare Fastify route. */
export async function catalog(stand: Stand): Promise<Row[]> {
  const { big } = stand
  const body = JSON.stringify({ clientId: big.clientId })
  const headers = { ...json, authorization: `Bearer ${await stand.logIn(big)}` }
  const ours = {
    port: stand.program.port,
    clients,
    method: 'POST',
    path: '/sv6/contentLicensing_catalog',
    headers,
    body,
  } as const
  const floor = { port: stand.floor.port, clients, method: 'POST', path: '/catalog', headers: json, body } as const
  return [atLeast('catalog, 20 × 16', 0.8, await beside(ours, floor), '/s')]
}

type Plan = Parameters<typeof load>[0]

async function beside(ours: Plan, floor: Plan) {
  return inTurn(
    rounds,
    async () => (await load(ours)).perSecond,
    async () => (await load(floor)).perSecond,
  )
}

/** Lets a customer own the first demo course; what it takes to watch its first video. */
export async function ownedVideo({ demo, logIn, call }: Stand, userId = 'bench-learner') {
  const [channel] = demoChannels
  const [video] = channel?.videos ?? []
  if (!channel || !video) throw new Error('the demo has no course')
  const sale = { clientId: demo.clientId, userId, products: [{ productId: channel.id, price: 10 }] }
  const token = await logIn(demo)
  const { userAccessKey } = await call<{ userAccessKey: string }>(
    'contentLicensing_contentAccessAuthorization',
    sale,
    token,
  )
  return { clientId: demo.clientId, userId, userAccessKey, channelId: channel.id, videoId: video.id }
}
