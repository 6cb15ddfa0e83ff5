import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { createPartner } from './create-partner.ts'
import { findOrigins } from './partners-store.ts'
import { setPartnerOrigins } from './set-partner-origins.ts'

const app = await testApp()
const actor = 'operator:test'

async function partner(): Promise<string> {
  const origins = ['https://b.example', 'https://a.example']
  return (await createPartner(app.ctx, { name: 'A paper', path: 'iframe', origins, actor })).clientId
}

test('a partner has the origins it was last given, and no others', async () => {
  const clientId = await partner()
  const origins = ['https://c.example', 'https://a.example', 'https://c.example']
  expect(await setPartnerOrigins(app.ctx, { clientId, origins, actor })).toBe(true)
  expect(await findOrigins(app.ctx.db, clientId)).toEqual(['https://a.example', 'https://c.example'])
})

test('the same origins again change nothing', async () => {
  const origins = ['https://a.example', 'https://b.example']
  expect(await setPartnerOrigins(app.ctx, { clientId: await partner(), origins, actor })).toBe(false)
})

test('one bad origin leaves all as they were', async () => {
  const clientId = await partner()
  const origins = ['https://c.example', 'https://*']
  await expect(setPartnerOrigins(app.ctx, { clientId, origins, actor })).rejects.toThrow()
  expect(await findOrigins(app.ctx.db, clientId)).toEqual(['https://a.example', 'https://b.example'])
})

test('a partner nobody knows has none to give', async () => {
  await expect(setPartnerOrigins(app.ctx, { clientId: anId(), origins: [], actor })).rejects.toThrow()
})
