import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Product } from './product.ts'

interface Credentials {
  clientId: string
  clientSecret: string
}

export interface CatalogChannel {
  idChannel: string
  price: number
  language: string
  video: { videoId: string; title: string; duration: number; captions: Record<string, string>; audio: string[] }[]
}

/** A partner's server: logs in and makes the calls as the reference tells it to. */
export interface Partner extends Credentials {
  call(method: string, body: object): Promise<{ status: number; body: unknown; text: string }>
  catalog(): Promise<CatalogChannel[]>
  /** Sells a channel to a customer; returns the customer's key. */
  sell(userId: string, channelId: string, more?: object): Promise<string>
  /** A ticket for one lesson, sold before to this customer. */
  ticket(lesson: { userId: string; userAccessKey: string; channelId: string; videoId: string }): Promise<string>
}

/** The partner that comes with a test-mode product. */
export function demoPartner(product: Product): Promise<Partner> {
  const file = join(product.dataDir, 'demo-partner.json')
  return logIn(product, JSON.parse(readFileSync(file, 'utf8')) as Credentials)
}

/** A partner made by the operator, with every channel. */
export async function newPartner(product: Product, { origins = [] }: { origins?: string[] } = {}): Promise<Partner> {
  const listed = origins.flatMap((origin) => ['--origin', origin])
  const words = ['partner', 'create', '--name', 'Another shop', '--path', 'api', '--channels', 'all', ...listed]
  return logIn(product, await product.json<Credentials>(...words))
}

async function logIn(product: Product, { clientId, clientSecret }: Credentials): Promise<Partner> {
  const ask = async (method: string, body: object, token = '') => {
    const response = await fetch(`${product.origin}/sv6/contentLicensing_${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token === '' ? {} : { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
    const text = await response.text()
    return { status: response.status, body: JSON.parse(text) as unknown, text }
  }
  const { token } = need<{ token: string }>(await ask('login', { clientId, clientSecret }))
  const call = (method: string, body: object) => ask(method, { clientId, ...body }, token)
  return {
    clientId,
    clientSecret,
    call,
    catalog: async () => need<{ catalog: CatalogChannel[] }>(await call('catalog', {})).catalog,
    sell: async (userId, channelId, more = {}) => {
      const sale = { userId, products: [{ productId: channelId, price: 49 }], ...more }
      return need<{ userAccessKey: string }>(await call('contentAccessAuthorization', sale)).userAccessKey
    },
    ticket: async (lesson) => need<{ tokenAuthVideo: string }>(await call('videoAccess', lesson)).tokenAuthVideo,
  }
}

function need<Body>({ status, body, text }: { status: number; body: unknown; text: string }): Body {
  if (status !== 200) throw new Error(`${status}: ${text}`)
  return body as Body
}

/** The demo lessons that tests play, by what is special about them. */
export const lessons = {
  /** 26 s, spoken in Italian. */
  shortest: { channelId: '66f1a2d14be19d0037b20002', videoId: '66f1a2e24be19d0037c30201' },
  /** 30 s, two audio languages, captions in three. */
  manyTongues: { channelId: '66f1a2d14be19d0037b20001', videoId: '66f1a2e24be19d0037c30102' },
} as const

let customers = 0

/** The player's address for a customer nobody else has; sold and opened over the wire. */
export async function openTicket(
  product: Product,
  partner: Partner,
  { lesson = lessons.shortest, userId = `learner-${++customers}`, lang = 'en', sublang }: TicketOptions = {},
): Promise<{ url: string; userId: string }> {
  const userAccessKey = await partner.sell(userId, lesson.channelId)
  const signature = await partner.ticket({ userId, userAccessKey, ...lesson })
  const query = new URLSearchParams({ signature, ...(sublang === undefined ? {} : { sublang }) })
  return { url: `${product.origin}/${lang}/videoaccess?${query}`, userId }
}

interface TicketOptions {
  lesson?: { channelId: string; videoId: string }
  userId?: string
  lang?: string
  sublang?: string
}

/** Ends a customer's activation as the operator does. */
export async function revoke(product: Product, userId: string): Promise<void> {
  const activations = await product.json<{ id: string; partnerUserId: string }[]>('activation', 'list')
  const found = activations.find(({ partnerUserId }) => partnerUserId === userId)
  if (!found) throw new Error(`no activation of ${userId}`)
  await product.json('activation', 'revoke', found.id)
}
