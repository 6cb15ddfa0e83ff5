import { afterAll } from 'vitest'
import { type Context, createContext } from '../../../app/context.ts'
import { readConfig } from '../../../config/config.ts'
import type { Database } from '../../../platform/database/open.ts'
import { createLog } from '../../../platform/log.ts'
import { diskStorage } from '../../../platform/storage/disk-storage.ts'
import { type TestClock, testClock } from '../../../testing/clock.ts'
import { anId, type GivenChannel, givenOn } from '../../../testing/given.ts'
import { agreeChannels } from '../../catalog/index.ts'
import { findOutbox, type Mail } from '../../mailing/index.ts'
import { createPartner } from '../../partners/index.ts'
import { actOnSandboxPayment, type SandboxAction } from '../../payments/index.ts'
import { type Order, type OrderRequest, settleOrder, startOrder, takeCallback } from '../index.ts'

/** The checkout without its pages, on a database of the caller's: people, a course for sale, and what they do. */
export async function openDesk(
  db: Database,
  { settings = {}, clock = testClock() }: { settings?: Record<string, string>; clock?: TestClock } = {},
) {
  const ctx: Context = await createContext({
    config: readConfig({ PUBLIC_URL: 'https://courses.example', ...settings }),
    secret: Buffer.alloc(48, 'test secret'),
    db,
    storage: diskStorage('/nonexistent'),
    log: createLog('silent'),
    clock,
  })
  afterAll(() => ctx.close())

  async function account(): Promise<string> {
    const id = anId()
    const now = clock.now()
    await db
      .insertInto('account')
      .values({ id, name: 'Ada', email: `${id}@example.com`, created_at: now, updated_at: now })
      .execute()
    return id
  }

  async function partner(channels: { id: string }[]): Promise<string> {
    const { clientId } = await createPartner(ctx, { name: 'A magazine', path: 'iframe', origins: [], actor: 'test' })
    await agreeChannels(ctx, { partnerId: clientId, channels: channels.map(({ id }) => id) })
    return clientId
  }

  /** A course for sale at a partner, without files. */
  async function course(change: Parameters<ReturnType<typeof givenOn>['channel']>[0] = {}): Promise<GivenChannel> {
    return givenOn(ctx).channel({ videos: 0, ...change })
  }

  /** Somebody about to buy: an account, a partner and a course, all new unless given. */
  async function shopper(
    known: Partial<{ accountId: string; partnerId: string; channelId: string; user: string | undefined }> = {},
  ) {
    const channelId = known.channelId ?? (await course()).id
    const partnerId = known.partnerId ?? (await partner([{ id: channelId }]))
    const accountId = known.accountId ?? (await account())
    return { accountId, partnerId, channelId, user: 'user' in known ? known.user : `user-${anId()}` }
  }

  type Shopper = Awaited<ReturnType<typeof shopper>>

  function requestOf(who: Shopper, change: Partial<OrderRequest> = {}): OrderRequest {
    return {
      intent: {
        partnerId: who.partnerId,
        channelId: who.channelId,
        partnerUserId: who.user,
        priceMinor: 4900,
        currency: 'EUR',
        returnTo: 'https://magazine.example/spine',
        locale: 'en',
      },
      accountId: who.accountId,
      buyer: { name: 'Ada', email: `${who.accountId}@example.com`, country: 'IT' },
      agreedPriceMinor: 4900,
      termsVersion: '1',
      locale: 'en',
      ...change,
    }
  }

  /** Starts an order that has to come to paying. */
  async function start(who: Shopper): Promise<Order> {
    const started = await startOrder(ctx, requestOf(who))
    if (started.outcome !== 'pay') throw new Error(`it came to ${started.outcome}`)
    return order(started)
  }

  async function order({ orderId }: { orderId: string }): Promise<Order> {
    const found = await settleOrder(ctx, { orderId })
    if (!found) throw new Error('there is no such order')
    return found
  }

  /** Presses a button of the sandbox's page and delivers its callback. */
  async function press(of: Order, action: SandboxAction): Promise<Order> {
    const { callback } = await actOnSandboxPayment(ctx, { sessionId: of.providerSession ?? '', action })
    if (callback) await takeCallback(ctx, { provider: 'sandbox', ...callback })
    return order({ orderId: of.id })
  }

  async function buy(who: Shopper): Promise<Order> {
    return press(await start(who), 'pay')
  }

  async function mailsTo(accountId: string): Promise<Mail[]> {
    const letters = (await findOutbox(ctx, { limit: 1000 })).reverse().map(({ mail }) => mail)
    return letters.filter((mail) => mail.to === `${accountId}@example.com`)
  }

  return { ctx, db, clock, account, partner, course, shopper, requestOf, start, order, press, buy, mailsTo }
}
