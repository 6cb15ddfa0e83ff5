import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { closeWithin } from './close-within.ts'

test('a connection on which nothing was ever asked does not keep it open', async () => {
  const app = Fastify()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const taken = once(app.server, 'connection')
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined)
  const ended = once(socket, 'close')
  await taken
  await closeWithin(app, 100)
  await ended
  expect(app.server.listening).toBe(false)
})
