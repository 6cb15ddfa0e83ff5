import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { findOrigins, findPartner } from '../../features/partners/index.ts'
import { testApp } from '../../testing/app.ts'
import { type Magazine, openMagazine } from './magazine.ts'

const app = await testApp({ settings: { PUBLIC_URL: 'http://localhost:5000', HOST: '127.0.0.1', DEMO_PORT: '0' } })
const clientId = '66f1a2c04be19d0037a1d002'

const opened: Magazine[] = []
async function open(demoPort = 0): Promise<Magazine> {
  const magazine = await openMagazine({ ...app.ctx, config: { ...app.ctx.config, demoPort } })
  opened.push(magazine)
  return magazine
}
afterEach(async () => {
  await Promise.all(opened.splice(0).map((magazine) => magazine.close()))
})

test('the magazine’s own origin, wherever it stands today, may frame our card', async () => {
  const first = await open()
  expect(await findOrigins(app.db, clientId)).toEqual([new URL(first.url ?? '').origin])
  const second = await open()
  expect(second.url).not.toBe(first.url)
  expect(await findOrigins(app.db, clientId)).toEqual([new URL(second.url ?? '').origin])
})

test('its partner is of the iframe path', async () => {
  await open()
  expect(await findPartner(app.db, clientId)).toMatchObject({ path: 'iframe', isOnline: true, name: 'Demo magazine' })
})

test('its pages frame the platform at its public address', async () => {
  const { url = '' } = await open()
  const page = await fetch(url.replace('localhost', '127.0.0.1'))
  expect(page.status).toBe(200)
  const tag = `src="http://localhost:5000/embed/content-licensing?clientId=${clientId}&amp;productId=66f1a2d14be19d0037b20001&amp;`
  expect(await page.text()).toContain(tag)
})

test('where its port is taken there is none, and its origin stays as it was', async () => {
  const { url = '' } = await open()
  const other = await taken()
  const { port } = other.address() as AddressInfo
  expect((await open(port)).url).toBeUndefined()
  expect(await findOrigins(app.db, clientId)).toEqual([new URL(url).origin])
  other.close()
})

async function taken(): Promise<Server> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}
