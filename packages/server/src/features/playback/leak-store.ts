import { sql } from 'kysely'
import type { Database } from '../../platform/database/open.ts'

export interface SessionSpan {
  id: Buffer
  createdAt: Date
  reportedAt: Date
}

/** Sessions that were opened within a time, the newest first, and reported after another. */
export async function findSessionSpans(
  db: Database,
  { from, to, reportedFrom }: { from: Date; to: Date; reportedFrom: Date },
): Promise<SessionSpan[]> {
  return await db
    .selectFrom('playback_session')
    .select(['id', 'created_at as createdAt', 'reported_at as reportedAt'])
    .where('created_at', '>', from)
    .where('created_at', '<=', to)
    .where('reported_at', '>=', reportedFrom)
    .orderBy('created_at', 'desc')
    .execute()
}

/** Who watched what in a session, and what the right to it came from. */
export interface Leak {
  session: string
  openedAt: Date
  reportedAt: Date
  customer: string
  partnerUserIds: string[]
  email: string | null
  account: string | null
  partner: string
  partnerName: string
  channel: string
  video: string
  purchases: string[]
  orders: string[]
}

export async function findLeakOf(db: Database, sessionId: Buffer): Promise<Leak | undefined> {
  const { rows } = await sql<Leak>`
    select encode(session.id, 'hex') as session, session.created_at as "openedAt",
      session.reported_at as "reportedAt", customer.id as customer, customer.email, account.email as account,
      array(select partner_user_id from customer_user_id where customer_id = customer.id order by 1) as "partnerUserIds",
      partner.id as partner, partner.name as "partnerName", channel.title as channel, video.title as video,
      array(
        select purchase_id from activation
        where customer_id = customer.id and channel_id = channel.id and purchase_id is not null order by created_at
      ) as purchases,
      array(
        select "order".id from activation join "order" on "order".purchase_id = activation.purchase_id
        where activation.customer_id = customer.id and activation.channel_id = channel.id order by activation.created_at
      ) as orders
    from playback_session session
    join video on video.id = session.video_id join channel on channel.id = video.channel_id
    join customer on customer.id = session.customer_id join partner on partner.id = customer.partner_id
    left join account on account.id = customer.account_id
    where session.id = ${sessionId}`.execute(db)
  return rows[0]
}
