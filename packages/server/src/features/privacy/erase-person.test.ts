import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenChannel, type GivenPartner } from '../../testing/given.ts'
import { agreeChannels } from '../catalog/index.ts'
import { recordConsent } from '../identity/index.ts'
import { authorizeContentAccess, claimCustomers } from '../licensing/index.ts'
import { startOrder } from '../orders/index.ts'
import { openDesk } from '../orders/testing/desk.ts'
import { openLearnerPlayback, reportPlayback } from '../playback/index.ts'
import { erasePerson, exportPerson } from './index.ts'

const app = await testApp()
const { ctx, given, db, clock } = app
const desk = await openDesk(db, { clock })
const persons = 50

interface Shop {
  sold: GivenChannel
  elsewhere: GivenChannel
  magazine: string
  shop: GivenPartner
}

async function aShop(): Promise<Shop> {
  const [sold, elsewhere] = [await given.channel(), await given.channel()]
  const shop = await given.partner({ channels: [elsewhere] })
  const magazine = await desk.partner([sold])
  await agreeChannels(ctx, { partnerId: magazine, channels: [sold.id] })
  return { sold, elsewhere, magazine, shop }
}

/** Someone who has left a trace wherever one can be left. */
async function aPerson({ sold, elsewhere, magazine, shop }: Shop) {
  const mark = anId()
  const [name, user, email] = [`Name-${mark}`, `reader-${mark}`, `${mark}@example.com`]
  const { accountId, cookie } = await given.account({ name, email })
  const visitor = await ctx.findVisitor({ cookie })
  const ip = `2001:db8:${mark.slice(0, 4)}::${mark.slice(4, 8)}`
  await db
    .updateTable('account_session')
    .set({ ip_address: ip, user_agent: `Agent-${mark}` })
    .where('account_id', '=', accountId)
    .execute()
  await recordConsent(ctx, { accountId, kind: 'marketing', isGiven: true, textVersion: '1', givenAt: 'sign-up' })
  await ctx.auth.api.createVerificationOTP({ body: { email, type: 'sign-in' } })

  const request = desk.requestOf({ accountId, partnerId: magazine, channelId: sold.id, user })
  const started = await startOrder(desk.ctx, {
    ...request,
    buyer: { name, email, country: 'IT', company: `Company-${mark}`, vatNumber: `VAT-${mark}` },
    intent: { ...request.intent, returnTo: `https://magazine.example/${mark}` },
  })
  if (started.outcome !== 'pay') throw new Error(`it came to ${started.outcome}`)
  await desk.press(await desk.order(started), 'pay')

  const [videoId = ''] = sold.videoIds
  const lesson = { accountId, sessionId: visitor?.sessionId ?? '', channelId: sold.id, videoId }
  const opened = await openLearnerPlayback(ctx, lesson)
  if (!('playback' in opened)) throw new Error('what was bought plays')
  const playing = { videoId, session: opened.playback.session }
  await reportPlayback(ctx, playing, { position: 12, state: 'paused' })

  const shopUser = `customer-${anId()}`
  const shopEmail = `${shopUser}@example.com`
  await authorizeContentAccess(ctx, {
    partnerId: shop.clientId,
    partnerUserId: shopUser,
    products: [{ channelId: elsewhere.id, price: 49 }],
    email: shopEmail,
    hasMarketingConsent: false,
  })
  return { mark, accountId, email, cookie, playing, shopUser, shopEmail, traces: [mark, email, ip] }
}

/** How many rows of how many tables hold one of these texts anywhere, in bytes as in letters. */
async function residues(texts: string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_schema || '."' || table_name || '"' as name from information_schema.tables
    where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`.execute(db)
  const patterns = texts.flatMap((text) => [text, Buffer.from(text).toString('hex')]).map((text) => `%${text}%`)
  const found: string[] = []
  for (const { name } of rows) {
    const { rows: hits } = await sql<{ line: string }>`
      select line.* ::text as line from ${sql.raw(name)} line where line.* ::text ilike any (${patterns})`.execute(db)
    found.push(...hits.map(({ line }) => `${name} ${line}`))
  }
  return found
}

async function ledger() {
  const { rows } = await sql`
    select (select json_agg(sums) from (select partner_id, channel_id, path, currency, count(*), sum(price_minor)
        from purchase group by 1, 2, 3, 4 order by 1, 2, 3, 4) sums) as purchases,
      (select json_agg(sums) from (select state, currency, tax_name, count(*), sum(price_minor), sum(tax_minor),
        min(receipt_number), max(receipt_number), count(receipt_number) from "order" group by 1, 2, 3 order by 1, 2, 3) sums)
        as orders`.execute(db)
  return rows[0]
}

test(`of ${persons} persons those who are erased leave nothing, and the books stay as they are`, async () => {
  const shop = await aShop()
  const people = []
  for (let i = 0; i < persons; i++) people.push(await aPerson(shop))
  await app.runJobs()
  const [gone, staying] = [people.slice(0, persons / 2), people.slice(persons / 2)]
  const marks = gone.map(({ mark }) => mark)
  expect((await residues(marks)).length).toBeGreaterThanOrEqual(marks.length * 4)
  const before = await ledger()

  for (const { accountId } of gone) await erasePerson(ctx, { accountId, locale: 'en' })

  expect(await residues(gone.flatMap(({ traces }) => traces))).toEqual([])
  expect(await ledger()).toEqual(before)
  for (const { cookie, playing, email } of gone) {
    expect(await ctx.findVisitor({ cookie })).toBeUndefined()
    expect(await reportPlayback(ctx, playing, { position: 20, state: 'paused' })).toMatchObject({ state: 'ended' })
    expect((await app.mails()).filter(({ to }) => to === email).map(({ kind }) => kind)).toEqual(['account-erased'])
  }
  for (const { cookie, playing, mark } of staying) {
    expect(await ctx.findVisitor({ cookie })).toBeDefined()
    expect(await reportPlayback(ctx, playing, { position: 20, state: 'paused' })).toMatchObject({ state: 'live' })
    expect((await residues([mark])).length).toBeGreaterThanOrEqual(4)
  }
})

test('whoever is erased loses what was bought here, while another shop’s customer stays as it was', async () => {
  const shop = await aShop()
  const { accountId, email, shopUser, shopEmail } = await aPerson(shop)
  await db.updateTable('customer').set({ email_match: email }).where('email', '=', shopEmail).execute()
  expect(await claimCustomers(ctx, { accountId })).toHaveLength(1)
  const customers = () =>
    db
      .selectFrom('customer')
      .innerJoin('customer_user_id as known', 'known.customer_id', 'customer.id')
      .innerJoin('activation', 'activation.customer_id', 'customer.id')
      .select(['known.partner_user_id as user', 'account_id', 'email', 'ended_at', 'end_reason'])
      .where('customer.partner_id', 'in', [shop.magazine, shop.shop.clientId])
      .orderBy('customer.created_at')
      .orderBy('known.partner_user_id')
      .execute()
  await erasePerson(ctx, { accountId, locale: 'en' })
  expect((await customers()).toSorted((one, other) => one.user.localeCompare(other.user))).toEqual([
    { user: shopUser, account_id: null, email: shopEmail, ended_at: null, end_reason: null },
    {
      user: expect.stringMatching(/^erased-[0-9a-f]{32}-1$/),
      account_id: null,
      email: null,
      ended_at: clock.now(),
      end_reason: 'revoked',
    },
  ])
})

test('an export holds whatever the tables hold of the person, and nothing of anybody else', async () => {
  const shop = await aShop()
  const [one, other] = [await aPerson(shop), await aPerson(shop)]
  const everything = JSON.stringify(await exportPerson(ctx, one.accountId))
  const told = [
    `"email":"${one.email}"`,
    `Name-${one.mark}`,
    `Agent-${one.mark}`,
    `Company-${one.mark}`,
    `VAT-${one.mark}`,
    `reader-${one.mark}`,
    '"kind":"marketing"',
    '"receiptNumber"',
    '"priceMinor":4900',
    '"positionSeconds":12',
    '"kind":"receipt"',
  ]
  expect(told.filter((text) => !everything.includes(text))).toEqual([])
  expect(everything).not.toContain(other.mark)
})
