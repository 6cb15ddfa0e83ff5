import { agreeChannels } from '../../../features/catalog/index.ts'
import { type Intent, type Order, signIntent } from '../../../features/orders/index.ts'
import { createPartner } from '../../../features/partners/index.ts'
import { type TestApp, testApp } from '../../../testing/app.ts'
import { anId, type GivenChannel } from '../../../testing/given.ts'
import { type TestVisitor, testVisitor, type VisitedPage } from '../../../testing/visitor.ts'

export type Shop = Awaited<ReturnType<typeof openShop>>

export interface Shopper extends TestVisitor {
  accountId: string
  email: string
}

const magazine = 'https://magazine.example'

/** What has to be filled in before paying. */
const answers = { country: 'IT', terms: 'yes', startsAtOnce: 'yes' }

/** The application with a magazine that resells courses at €49, and people who buy them through the front door. */
export async function openShop(options: Parameters<typeof testApp>[0] = {}) {
  const app: TestApp = await testApp(options)
  const { ctx } = app
  const partnerId = await partner()

  async function partner(name = 'A magazine', origins = [magazine]): Promise<string> {
    return (await createPartner(ctx, { name, path: 'iframe', origins, actor: 'test' })).clientId
  }

  async function course(sellers = [partnerId]): Promise<GivenChannel> {
    const channel = await app.given.channel({ title: 'The spine', cover: 'a/cover.svg' })
    for (const id of sellers) await agreeChannels(ctx, { partnerId: id, channels: [channel.id] })
    return channel
  }

  function intentFor(channel: GivenChannel, change: Partial<Intent> = {}): string {
    return signIntent(ctx, {
      partnerId,
      channelId: channel.id,
      partnerUserId: `reader-${anId()}`,
      priceMinor: 4900,
      currency: 'EUR',
      returnTo: `${magazine}/courses?page=2`,
      locale: 'en',
      ...change,
    })
  }

  async function shopper(change: Parameters<typeof app.given.account>[0] = {}): Promise<Shopper> {
    const { accountId, email, cookie } = await app.given.account(change)
    return { ...testVisitor(app, { cookie }), accountId, email }
  }

  const stranger = (headers: Record<string, string> = {}): TestVisitor => testVisitor(app, { headers })

  const open = (who: TestVisitor, intent: string): Promise<VisitedPage> =>
    who.open(`/checkout?intent=${encodeURIComponent(intent)}`)

  const send = (who: TestVisitor, intent: string, change: Record<string, string> = {}): Promise<VisitedPage> =>
    who.post('/checkout', { ...answers, intent, ...change })

  /** Presses a button of the sandbox's page that someone is on. */
  const press = (who: TestVisitor, page: string | VisitedPage, action: string): Promise<VisitedPage> =>
    who.post(typeof page === 'string' ? page : page.url, { action })

  /** Buys a course to the end; what the order's page says. */
  async function buy(who: TestVisitor, channel: GivenChannel, change: Partial<Intent> = {}): Promise<VisitedPage> {
    return press(who, await send(who, intentFor(channel, change)), 'pay')
  }

  const count = async (table: 'order' | 'purchase' | 'consent' | 'payment_event'): Promise<number> =>
    (
      await app.db
        .selectFrom(table)
        .select('payment_event' === table ? 'event_id' : 'id')
        .execute()
    ).length

  return { app, partnerId, partner, course, intentFor, shopper, stranger, open, send, press, buy, count }
}

/** Which order a page is about. */
export function orderIdOf({ url }: VisitedPage): Order['id'] {
  const [, id] = /^\/checkout\/orders\/(\w+)$/.exec(url) ?? []
  if (id === undefined) throw new Error(`${url} is no order's page`)
  return id
}

/** The first heading of a page, as text. */
export function headingOf({ html }: VisitedPage): string {
  return /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]+>/g, '') ?? ''
}
