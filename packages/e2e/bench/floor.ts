import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { findVideoRight } from '@osteocom/server/src/features/licensing/licensing-store.ts'
import { findProductStatus } from '@osteocom/server/src/features/licensing/product-status-store.ts'
import { openDatabase } from '@osteocom/server/src/platform/database/open.ts'
import { silentLog } from '@osteocom/server/src/testing/test-server.ts'

interface Reply {
  type(type: string): Reply
  header(name: string, value: string): Reply
  send(body: unknown): Reply
}
interface Bare {
  post(url: string, handler: (request: { body: unknown }, reply: Reply) => Promise<unknown>): void
  get(url: string, handler: (request: { query: unknown }, reply: Reply) => Promise<unknown>): void
  listen(at: { host: string; port: number }): Promise<string>
}

// The very Fastify and hls.js that the product runs on, not copies beside them.
const own = createRequire(import.meta.url)
const ofServer = createRequire(own.resolve('@osteocom/server/package.json'))
const ofPlayer = createRequire(new URL('../../player/package.json', import.meta.url))
const fastify = ofServer('fastify') as () => Bare

const [databaseUrl = '', catalogFile = ''] = process.argv.slice(2)
const db = openDatabase({ url: databaseUrl, applicationName: 'floor', log: silentLog, poolSize: 10 })
const catalog = readFileSync(catalogFile)
const hls = gzipSync(readFileSync(ofPlayer.resolve('hls.js/dist/hls.min.js')))
const key = Buffer.alloc(32, 7)

const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bare</title>
<script src="/hls.js"></script></head><body><video controls muted style="width:100%"></video><script>
const hls = new Hls()
hls.loadSource(new URLSearchParams(location.search).get('stream'))
hls.attachMedia(document.querySelector('video'))
</script></body></html>`

const app = fastify()

app.post('/catalog', async (_request, reply) => reply.type('application/json; charset=utf-8').send(catalog))

app.post('/video-access', async (request) => {
  const { clientId, userId, channelId, videoId } = request.body as Record<string, string>
  const found = await findVideoRight(db, {
    partnerId: clientId ?? '',
    partnerUserId: userId ?? '',
    channelId: channelId ?? '',
    videoId: videoId ?? '',
    now: new Date(),
  })
  if (!found) throw new Error('nobody may watch this')
  const claims = Buffer.from(JSON.stringify({ sub: found.customerId, channelId, videoId })).toString('base64url')
  const signature = createHmac('sha256', key).update(claims).digest('base64url')
  return { tokenAuthVideo: `${claims}.${signature}` }
})

const cardPage = Buffer.alloc(2048, 'the card, compressed ')

app.get('/card', async (request, reply) => {
  const { clientId = '', productId = '', partnerUserId = '' } = request.query as Record<string, string>
  const row = await findProductStatus(db, { clientId, productId, partnerUserId, now: new Date() })
  const claims = Buffer.from(JSON.stringify({ sub: row.partnerId, productId, partnerUserId })).toString('base64url')
  const signature = createHmac('sha256', key).update(claims).digest('base64url')
  return reply.type('text/html; charset=utf-8').header('x-signature', signature).send(cardPage)
})

app.get('/hls.js', async (_request, reply) =>
  reply.type('text/javascript; charset=utf-8').header('content-encoding', 'gzip').send(hls),
)
app.get('/bare', async (_request, reply) => reply.type('text/html; charset=utf-8').send(page))

process.on('SIGTERM', () => process.exit(0))
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
