import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import Fastify from 'fastify'
import { afterAll, expect, test } from 'vitest'
import { diskStorage } from '../storage/disk-storage.ts'
import type { Storage } from '../storage/storage.ts'
import { sendStored } from './send-stored.ts'

// More than a line holds that nobody reads from.
const bytes = Buffer.alloc(64 * 1024 * 1024)

let lent = 0
let mayOpen = Promise.resolve()
const answers: ServerResponse[] = []
const storage: Storage = {
  ...diskStorage('unused'),
  open: async () => {
    lent++
    await mayOpen
    const file = { size: bytes.length, etag: '"1"' }
    return { state: 'open', file, span: undefined, bytes, release: () => lent-- }
  },
}
const app = Fastify()
app.get('/', async (request, reply) => {
  answers.push(reply.raw)
  await sendStored(storage, 'a/segment', { request, reply, headers: {} })
})
await app.listen({ host: '127.0.0.1', port: 0 })
afterAll(() => app.close())
const { port } = app.server.address() as AddressInfo

async function ask() {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined)
  const asked = once(app.server, 'request')
  socket.write('GET / HTTP/1.1\r\nhost: here\r\n\r\n')
  await asked
  const closed = once(answers.at(-1) as ServerResponse, 'close')
  return { socket, closed }
}

test('what was lent for an answer comes back when it was sent', async () => {
  const answer = await fetch(`http://127.0.0.1:${port}/`)
  expect(lent).toBe(1)
  expect((await answer.bytes()).length).toBe(bytes.length)
  await expect.poll(() => lent, { timeout: 20_000 }).toBe(0)
})

test('and when its reader goes away in the middle', async () => {
  const { socket, closed } = await ask()
  await once(socket, 'data')
  socket.pause()
  expect(lent).toBe(1)
  socket.destroy()
  await closed
  expect(lent).toBe(0)
})

test('and when its reader has gone before it began', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  mayOpen = promise
  const { socket, closed } = await ask()
  socket.destroy()
  await closed
  expect(lent).toBe(1)
  resolve()
  await expect.poll(() => lent, { timeout: 20_000 }).toBe(0)
})
