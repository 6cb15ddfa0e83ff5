import { expect, test } from 'vitest'
import { grantTrial } from '../../features/licensing/grant-trial.ts'
import { part, withoutRequestId } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenCustomer } from '../../testing/given.ts'

const app = await testApp()
const [owned, other] = [await app.given.channel({ videos: 2 }), await app.given.channel()]
const partner = await app.given.partner({ channels: [owned, other] })
const neighbour = await app.given.partner({ channels: [owned, other] })
const customer = await app.given.customer({ of: partner, owns: [owned] })
const second = await app.given.customer({ of: partner, owns: [other] })
const foreign = await app.given.customer({ of: neighbour, owns: [owned, other] })

const claim = { clientId: partner.clientId, ...customer, channelId: owned.id, videoId: owned.videoIds[0] }
const access = (change: object = {}) => app.call('contentLicensing_videoAccess', { ...claim, ...change }, partner)

test('answers a ticket for each video of a channel the customer bought', async () => {
  for (const videoId of owned.videoIds) {
    const answer = await access({ videoId })
    expect(answer.status).toBe(200)
    expect(answer.body).toEqual({ tokenAuthVideo: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/) })
  }
})

test('the ticket ends 15 minutes after it was made', async () => {
  const ticket = String(part((await access()).body, 'tokenAuthVideo'))
  const claims = JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()) as {
    iat: number
    exp: number
  }
  expect([claims.iat, claims.exp - claims.iat]).toEqual([Math.floor(app.clock.now().getTime() / 1000), 900])
})

test('a video added after the sale may be watched', async () => {
  const videoId = anId()
  const { id, position, title, subtitle, html_description, cover, background, trailer, created_at } = await app.db
    .selectFrom('video')
    .selectAll()
    .where('id', '=', owned.videoIds[1] ?? '')
    .executeTakeFirstOrThrow()
  expect(id).toBe(owned.videoIds[1])
  const presented = { title, subtitle, html_description, cover, background, trailer, created_at }
  await app.db
    .insertInto('video')
    .values({ id: videoId, channel_id: owned.id, position: position + 1, ...presented })
    .execute()
  expect((await access({ videoId })).status).toBe(200)
})

const refused: Record<string, object> = {
  'the key of another customer': { userAccessKey: second.userAccessKey },
  'the key of another partner’s customer': { userAccessKey: foreign.userAccessKey },
  'a key that was never given': { userAccessKey: Buffer.alloc(32, 7).toString('base64url') },
  'the key with a space behind it': { userAccessKey: `${customer.userAccessKey} ` },
  'the key padded as plain base64 is': { userAccessKey: `${customer.userAccessKey}=` },
  'the beginning of the key': { userAccessKey: customer.userAccessKey.slice(0, -1) },
  'another partner’s customer with the right key': foreign,
  'an unknown customer': { userId: anId() },
  'an id in other letters': { userId: customer.userId.toUpperCase() },
  'a video of another channel': { videoId: other.videoIds[0] },
  'an unknown video': { videoId: anId() },
  'a channel not owned': { channelId: other.id, videoId: other.videoIds[0] },
  'an unknown channel': { channelId: anId() },
  'an owned channel named for another’s video': { channelId: other.id },
}
for (const [title, change] of Object.entries(refused)) {
  test(`refuses ${title} in the same words as everything`, async () => {
    const [answer, nobody] = [
      await access(change),
      await access({ userId: anId(), channelId: anId(), videoId: anId() }),
    ]
    expect([answer.status, answer.code]).toEqual([403, 'AccessDenied'])
    expect(withoutRequestId(answer)).toBe(withoutRequestId(nobody))
    expect([...answer.headers.keys()]).toEqual([...nobody.headers.keys()])
  })
}

const activationOf = ({ userId }: GivenCustomer) =>
  app.db
    .updateTable('activation')
    .where('customer_id', 'in', (from) =>
      from.selectFrom('customer_user_id').select('customer_id').where('partner_user_id', '=', userId),
    )

test('refuses from the moment the activation is revoked', async () => {
  const buyer = await app.given.customer({ of: partner, owns: [owned] })
  expect((await access(buyer)).status).toBe(200)
  await activationOf(buyer).set({ ended_at: app.clock.now(), end_reason: 'revoked' }).execute()
  expect((await access(buyer)).code).toBe('AccessDenied')
})

test('refuses from the moment the activation expires', async () => {
  const buyer = await app.given.customer({ of: partner, owns: [owned] })
  await activationOf(buyer)
    .set({ expires_at: new Date(app.clock.now().getTime() + 1) })
    .execute()
  expect((await access(buyer)).status).toBe(200)
  app.clock.advance(0.001)
  expect((await access(buyer)).code).toBe('AccessDenied')
})

test('one claim that ends leaves another to the same channel', async () => {
  const buyer = await app.given.customer({ of: partner, owns: [owned] })
  await grantTrial(app.ctx, {
    partnerId: partner.clientId,
    partnerUserId: buyer.userId,
    channelId: owned.id,
    actor: 'test',
  })
  await activationOf(buyer)
    .set({ ended_at: app.clock.now(), end_reason: 'refunded' })
    .where('source', '=', 'purchase')
    .execute()
  expect((await access(buyer)).status).toBe(200)
  app.clock.advance(23.99 * 3600)
  const token = String(part((await app.call('contentLicensing_login', partner)).body, 'token'))
  const still = () => app.call('contentLicensing_videoAccess', { ...claim, ...buyer }, { token })
  expect((await still()).status).toBe(200)
  app.clock.advance(0.01 * 3600)
  expect((await still()).code).toBe('AccessDenied')
})
