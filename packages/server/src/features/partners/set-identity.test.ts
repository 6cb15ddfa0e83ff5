import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'
import { createPartner } from './create-partner.ts'
import { addIdentityKey, readIdentitySetting, setIdentityMode } from './set-identity.ts'

const app = await testApp()
const actor = 'test'
const magazine = async () => {
  const { clientId } = await createPartner(app.ctx, { name: 'A magazine', path: 'iframe', origins: [], actor })
  return clientId
}

test('a partner begins without a key, believed', async () => {
  expect(await readIdentitySetting(app.ctx, await magazine())).toEqual({ path: 'iframe', mode: 'off', keys: [] })
})

test('enforcing needs a key, and either both are done or none', async () => {
  const clientId = await magazine()
  await expect(setIdentityMode(app.ctx, { clientId, mode: 'enforce', actor })).rejects.toThrow()
  expect((await readIdentitySetting(app.ctx, clientId)).mode).toBe('off')
  await addIdentityKey(app.ctx, { clientId, actor })
  await setIdentityMode(app.ctx, { clientId, mode: 'enforce', actor })
  expect((await readIdentitySetting(app.ctx, clientId)).mode).toBe('enforce')
})

test('who did it is noted, and what the key is, is not', async () => {
  const clientId = await magazine()
  const { identityKey } = await addIdentityKey(app.ctx, { clientId, actor })
  await setIdentityMode(app.ctx, { clientId, mode: 'observe', actor })
  const lines = await app.db.selectFrom('audit').selectAll().where('subject', '=', `partner:${clientId}`).execute()
  expect(lines.map(({ action }) => action).sort()).toEqual([
    'partner.created',
    'partner.identity-key-added',
    'partner.identity-observe',
  ])
  expect(JSON.stringify(lines)).not.toContain(identityKey.slice(8))
})

const strangers: Record<string, () => Promise<[string, string]>> = {
  'a partner that does not exist': async () => [anId(), 'NotFound'],
  'a partner of the API path': async () => [(await app.given.partner()).clientId, 'InvalidInput'],
}
for (const [title, find] of Object.entries(strangers)) {
  test(`refuses ${title}`, async () => {
    const [clientId, code] = await find()
    await expect(addIdentityKey(app.ctx, { clientId, actor })).rejects.toMatchObject({ code })
    await expect(setIdentityMode(app.ctx, { clientId, mode: 'observe', actor })).rejects.toMatchObject({ code })
  })
}
