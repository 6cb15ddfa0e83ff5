import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Stripe } from 'stripe'
import { afterAll } from 'vitest'
import type { Clock } from '../../../platform/clock.ts'
import { type StripeBooks, StripeRefusal, stripeBooks } from './stripe-books.ts'

const secretKey = 'sk_test_only_here'
const webhookSecret = 'whsec_only_here'

export interface StripeServer {
  books: StripeBooks
  /** What the program takes as its settings. */
  settings: {
    STRIPE_SECRET_KEY: string
    STRIPE_WEBHOOK_SECRET: string
    STRIPE_API_URL: string
    PAYMENT_PROVIDER: string
  }
  /** Every idempotency key that was sent, in order. */
  keys: string[]
  /** Answers the next calls with an outage of its own. */
  failNext(calls: number): void
  /** A callback about an object, signed now unless another time or secret is given. */
  callback(
    type: string,
    object: object,
    options?: { at?: Date; secret?: string; id?: string },
  ): { body: Buffer; headers: Record<string, string> }
}

/** A server that speaks the part of Stripe's API that we use, keys and all. Ends when the test file is through. */
export async function stripeServer(clock: Clock): Promise<StripeServer> {
  const keys: string[] = []
  const answers = new Map<string, { request: string; status: number; text: string }>()
  let outages = 0
  let url = ''
  const books = stripeBooks(clock, () => url)
  const server = createServer((request, response) => {
    serve(request, response).catch((error) => response.destroy(error))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(() => server.close())
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request)
    const key = request.headers['idempotency-key']
    if (typeof key === 'string') keys.push(key)
    if (outages > 0) {
      outages--
      return send(response, 503, { error: { type: 'api_error', message: 'Out of order.' } })
    }
    if (request.headers.authorization !== `Bearer ${secretKey}`) {
      return send(response, 401, { error: { type: 'invalid_request_error', message: 'Invalid API Key provided' } })
    }
    const asked = `${request.method} ${request.url} ${body}`
    const before = typeof key === 'string' ? answers.get(key) : undefined
    if (before && before.request !== asked) {
      const message =
        'Keys for idempotent requests can only be used with the same parameters they were first used with.'
      return send(response, 400, { error: { type: 'idempotency_error', message } })
    }
    const answer = before ?? answerTo(request, body)
    if (typeof key === 'string') answers.set(key, { ...answer, request: asked })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.text)
  }

  function answerTo({ method = '', url: path = '' }: IncomingMessage, body: string): { status: number; text: string } {
    try {
      return {
        status: 200,
        text: JSON.stringify(route(method, new URL(path, url), new Map(new URLSearchParams(body)))),
      }
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error
      const { status, type, code, param, message } = error
      return { status, text: JSON.stringify({ error: { type, code, param, message } }) }
    }
  }

  function route(method: string, { pathname, searchParams }: URL, form: Map<string, string>): object {
    const [, id = '', verb] = /^\/v1\/checkout\/sessions(?:\/([^/]+))?(?:\/(expire))?$/.exec(pathname) ?? []
    const intentId = searchParams.get('payment_intent') ?? ''
    if (method === 'POST' && pathname === '/v1/checkout/sessions') return books.create(form)
    if (method === 'POST' && verb === 'expire') return books.expire(id)
    if (method === 'GET' && id !== '') {
      return books.print(id, searchParams.get('expand[0]') === 'payment_intent.latest_charge')
    }
    if (method === 'GET' && pathname === '/v1/checkout/sessions') {
      const found = books.ofIntent(intentId)
      return list(found === undefined ? [] : [books.print(found, false)])
    }
    if (method === 'GET' && pathname === '/v1/disputes') return list(books.disputesOf(intentId))
    if (method === 'POST' && pathname === '/v1/refunds') return books.refund(form.get('payment_intent') ?? '')
    throw new StripeRefusal(404, 'invalid_request_error', {
      message: `Unrecognized request URL (${method} ${pathname}).`,
    })
  }

  return {
    books,
    keys,
    settings: {
      PAYMENT_PROVIDER: 'stripe',
      STRIPE_SECRET_KEY: secretKey,
      STRIPE_WEBHOOK_SECRET: webhookSecret,
      STRIPE_API_URL: url,
    },
    failNext: (calls) => {
      outages = calls
    },
    callback: (type, object, { at = clock.now(), secret = webhookSecret, id } = {}) => {
      const payload = JSON.stringify({
        id: id ?? `evt_${randomBytes(8).toString('hex')}`,
        object: 'event',
        type,
        data: { object },
      })
      const timestamp = Math.floor(at.getTime() / 1000)
      const signature = new Stripe(secretKey).webhooks.generateTestHeaderString({ payload, secret, timestamp })
      return { body: Buffer.from(payload), headers: { 'stripe-signature': signature } }
    },
  }
}

function list(data: object[]): object {
  return { object: 'list', data, has_more: false }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
}

async function text(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts).toString()
}
