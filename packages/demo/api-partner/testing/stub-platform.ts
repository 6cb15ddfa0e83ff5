import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Channel } from '../catalog.ts'

export interface Received {
  method: string
  headers: IncomingMessage['headers']
  body: Record<string, unknown>
}

type Answer = { status: number; body: object; headers?: Record<string, string> } | 'hang up'

/** A platform that answers by the contract, and otherwise when a test says so. */
export interface StubPlatform {
  url: string
  channels: Channel[]
  received: Received[]
  /** Answers to be given before the good ones, by method. */
  next: Record<string, Answer[]>
  /** Makes every token given so far worthless. */
  expireTokens(): void
  close(): Promise<void>
}

export const credentials = { clientId: 'a-partner', clientSecret: 'a secret of the partner' }

export async function startStubPlatform(channels: Channel[]): Promise<StubPlatform> {
  let generation = 1
  const stub = { channels, received: [] as Received[], next: {} as Record<string, Answer[]> }

  const good: Record<string, (body: Record<string, unknown>) => object> = {
    login: () => ({ token: `bearer-${generation}` }),
    catalog: () => ({ catalog: stub.channels }),
    contentAccessAuthorization: ({ userId }) => ({ userAccessKey: `key of ${userId}`, token: `key of ${userId}` }),
    videoAccess: ({ videoId }) => ({ tokenAuthVideo: `ticket.for.${videoId}` }),
  }

  function answerTo({ method, headers, body }: Received): Answer {
    const planned = stub.next[method]?.shift()
    if (planned) return planned
    if (method === 'login' && body['clientSecret'] !== credentials.clientSecret)
      return refusal(401, 'InvalidCredentials')
    if (method !== 'login' && headers.authorization !== `Bearer bearer-${generation}`)
      return refusal(401, 'InvalidToken')
    const answer = good[method]
    return answer ? { status: 200, body: answer(body) } : refusal(404, 'NotFound')
  }

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.method === 'GET') return showPublicFile(request, response)
    const method = request.url?.replace('/sv6/contentLicensing_', '') ?? ''
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    const text = Buffer.concat(chunks).toString()
    const received = { method, headers: request.headers, body: text === '' ? {} : JSON.parse(text) }
    stub.received.push(received)
    const answer = answerTo(received)
    if (answer === 'hang up') {
      request.socket.destroy()
      return
    }
    response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers })
    response.end(JSON.stringify(answer.body))
  }

  const server = createServer((request, response) => void respond(request, response))
  const url = await listen(server)
  return Object.assign(stub, {
    url,
    expireTokens: () => {
      generation += 1
    },
    close: () => close(server),
  })
}

/** A picture, or a player that has one button: the lesson is over. */
function showPublicFile(request: IncomingMessage, response: ServerResponse): void {
  if (request.url?.endsWith('.svg')) {
    response.setHeader('content-type', 'image/svg+xml').end('<svg xmlns="http://www.w3.org/2000/svg"/>')
    return
  }
  const over = `parent.postMessage({ source: 'osteocom-player', event: 'ended' }, '*')`
  const player = `<!doctype html><html lang="en"><title>Player</title><button onclick="${over}">End</button></html>`
  response.setHeader('content-type', 'text/html').end(player)
}

export function refusal(status: number, code: string, headers: Record<string, string> = {}): Answer {
  return { status, headers, body: { error: { code, message: code, requestId: 'r-1' } } }
}

export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

export async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
}
