import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join, normalize } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Heartbeat, HeartbeatReply } from '@osteocom/contract'
import { buildPlayer } from '../../build.ts'
import { makeStream, streamKey } from './stream.ts'

export type Seen = { at: number; path: string; session: string; beat?: Heartbeat; cookie: string | undefined }

/** What the server does, to be changed by a test while it runs. */
export type Manners = {
  beat: (beat: Heartbeat, session: string) => HeartbeatReply | number | Promise<HeartbeatReply>
  /** The status for a path below the session; 0 never answers. */
  media: (path: string, session: string) => number
  /** How the body of a file goes out; undefined sends it at once. */
  line: (path: string) => LineManner | undefined
}

/** At a rate that no machine is too slow for; or but for its second half, which never comes, or comes not at all. */
export type LineManner = { bytesPerSecond: number } | 'stalls' | 'is cut'

const security =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
  "media-src 'self' blob: data:; connect-src 'self'; worker-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'none'"
const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  m3u8: 'application/vnd.apple.mpegurl',
  vtt: 'text/vtt',
  jpg: 'image/jpeg',
  m4s: 'video/mp4',
  mp4: 'video/mp4',
}

/** A small stand-in for the platform: player page, a partner's page around it, media, keys and heartbeats. */
export async function startLessonServer() {
  const [player, stream] = await Promise.all([buildPlayer(), makeStream()])
  const seen: Seen[] = []
  const manners: Manners = { beat: () => ({ state: 'live' }), media: () => 200, line: () => undefined }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://server')
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('cache-control', 'no-store')
    if (url.pathname === '/lesson') return sendPage(response, lessonPage(player, url.searchParams), security)
    if (url.pathname === '/partner') return sendPage(response, partnerPage(url.searchParams), '')
    if (url.pathname.startsWith('/assets/player/')) return sendFile(response, player.dir, url.pathname.slice(15))
    if (url.pathname === '/favicon.ico') return response.writeHead(204).end()
    const [, session = '', path = ''] = /^\/play\/video\/([^/]+)\/(.+)$/.exec(url.pathname) ?? []
    const entry: Seen = { at: performance.now(), path, session, cookie: request.headers.cookie }
    seen.push(entry)
    if (path === 'heartbeat') {
      entry.beat = JSON.parse(await bodyOf(request)) as Heartbeat
      const reply = await manners.beat(entry.beat, session)
      if (typeof reply === 'number') return response.writeHead(reply).end()
      return response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(reply))
    }
    const status = path ? manners.media(path, session) : 404
    if (status === 0) return
    if (status !== 200) return response.writeHead(status).end()
    if (path.startsWith('key/')) return response.end(streamKey(Number(path.slice(4))))
    return sendFile(response, stream, path, manners.line(path))
  }
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.writeHead(500).end())
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    foreignOrigin: `http://localhost:${port}`,
    seen,
    manners,
    close: () => {
      server.closeAllConnections()
      return new Promise((done) => server.close(done))
    },
  }
}

type Player = Awaited<ReturnType<typeof buildPlayer>>

function lessonPage({ script, stylesheet, preloads }: Player, query: URLSearchParams): string {
  const lang = query.get('lang') ?? 'en'
  const dir = lang === 'ar' ? 'rtl' : 'ltr'
  const base = '/play/video/first'
  const extra = ['start', 'sublang', 'autoplay', 'watermark']
    .map((name) => (query.has(name) ? `${name}="${query.get(name)}"` : ''))
    .join(' ')
  const links = preloads.map((name) => `<link rel="modulepreload" href="/assets/player/${name}">`).join('')
  return `<!doctype html><html lang="${lang}" dir="${dir}"><head><title>Lesson</title><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/assets/player/${stylesheet}">${links}
<style>html,body{margin:0;block-size:100%}main,lesson-player{display:block;block-size:100dvh}h1{position:absolute;clip-path:inset(50%)}</style>
<script type="module" src="/assets/player/${script}"></script></head>
<body><main><h1>Lesson</h1><lesson-player lang="${lang}" dir="${dir}" src="${base}/master.m3u8" poster="${base}/poster.jpg"
storyboard="${base}/storyboard.vtt" heartbeat="${base}/heartbeat" title="The spine" duration="40" ${extra}>
<script type="application/json" data-strings>${query.get('strings') ?? '{}'}</script></lesson-player></main></body></html>`
}

function partnerPage(query: URLSearchParams): string {
  return `<!doctype html><html lang="en"><title>Partner</title><script>
window.heard = []; addEventListener('message', ({ data, origin }) => heard.push({ ...data, origin }))</script>
<iframe sandbox="allow-scripts" allowfullscreen width="640" height="400" src="${query.get('frame') ?? ''}"></iframe></html>`
}

function sendPage(response: ServerResponse, html: string, policy: string): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    ...(policy && { 'content-security-policy': policy }),
  })
  response.end(html)
}

async function sendFile(
  response: ServerResponse,
  dir: string,
  name: string,
  line?: LineManner | undefined,
): Promise<void> {
  const path = normalize(join(dir, name))
  const type = types[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream'
  const body = path.startsWith(dir) ? await readFile(path).catch(() => undefined) : undefined
  if (!body) response.writeHead(404).end()
  else await send(response.writeHead(200, { 'content-type': type, 'content-length': body.byteLength }), body, line)
}

async function send(response: ServerResponse, body: Buffer, line: LineManner | undefined): Promise<void> {
  if (line === undefined) return void response.end(body)
  if (typeof line === 'string') {
    response.write(body.subarray(0, body.byteLength / 2))
    if (line === 'is cut') setImmediate(() => response.destroy())
    return
  }
  const begun = performance.now()
  for (let at = 0; at < body.byteLength && !response.destroyed; ) {
    // By the time that has passed and not by steps, so that a server that was held up gives no less.
    const due = Math.ceil(((performance.now() - begun) / 1000) * line.bytesPerSecond)
    if (due > at) response.write(body.subarray(at, due))
    at = Math.max(at, due)
    await wait(20)
  }
  response.end()
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
