import type { Clock } from '../../platform/clock.ts'
import { type Database, transaction } from '../../platform/database/open.ts'
import { AppError, invalidField } from '../../platform/errors.ts'
import { sanitise } from '../../platform/html/sanitise.ts'
import { newId, type Random } from '../../platform/random.ts'
import { recordAudit } from '../audit/index.ts'
import { type ChannelRow, type Presentation, upsertChannel } from './catalog-store.ts'
import { findAuthors, findChannel, findVideoRows, updateOrder } from './edit-store.ts'
import { requireCurrency, requirePrice } from './price.ts'

export interface EditDeps {
  db: Database
  clock: Clock
  random: Random
}

/** What an operator may say of a channel; pictures go their own way. */
export interface ChannelChange {
  language?: string
  title?: string
  subtitle?: string
  htmlDescription?: string
  priceMinor?: number
  currency?: string
  authorIds?: string[]
}

export const unillustrated = { cover: '', background: '', trailer: '' } as const satisfies Partial<Presentation>

/** Makes a channel without videos, which no partner sells yet. */
export async function createChannel(
  deps: EditDeps,
  {
    actor,
    ...channel
  }: Required<Omit<ChannelChange, 'subtitle' | 'htmlDescription' | 'authorIds'>> & ChannelChange & { actor: string },
): Promise<ChannelRow> {
  const row = { id: newId(deps), subtitle: '', htmlDescription: '', authorIds: [], ...unillustrated, ...channel }
  return await transaction(deps.db, async (tx) => {
    requirePrice('priceMinor', row)
    await writeChannel(tx, { ...row, createdAt: deps.clock.now() })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'channel.created', subject: `channel:${row.id}` })
    return requireChannel(tx, row.id)
  })
}

/** Changes what is named and leaves the rest. What was sold, and prices agreed with partners, stay as they are. */
export async function changeChannel(
  deps: EditDeps,
  { id, actor, change }: { id: string; actor: string; change: ChannelChange & Partial<Presentation> },
): Promise<ChannelRow> {
  return await transaction(deps.db, async (tx) => {
    const before = await requireChannel(tx, id, { forUpdate: true })
    const after = { ...before, ...change }
    if (after.priceMinor !== before.priceMinor || after.currency !== before.currency) requirePrice('priceMinor', after)
    await writeChannel(tx, after)
    await recordAudit({ ...deps, db: tx }, { actor, action: 'channel.changed', subject: `channel:${id}` })
    return requireChannel(tx, id)
  })
}

/** Puts the videos of a channel into this order, which names each of them once. */
export async function orderVideos(
  deps: EditDeps,
  { channelId, videoIds, actor }: { channelId: string; videoIds: string[]; actor: string },
): Promise<void> {
  await transaction(deps.db, async (tx) => {
    await requireChannel(tx, channelId, { forUpdate: true })
    const known = (await findVideoRows(tx, { channelId })).map(({ id }) => id)
    const isSame = videoIds.length === known.length && known.every((id) => videoIds.includes(id))
    if (!isSame) throw invalidField('videoIds', 'must name every video of the channel once')
    await updateOrder(tx, { channelId, videoIds })
    await recordAudit({ ...deps, db: tx }, { actor, action: 'channel.reordered', subject: `channel:${channelId}` })
  })
}

/** The channel, or `NotFound`. */
export async function requireChannel(db: Database, id: string, how: { forUpdate?: boolean } = {}): Promise<ChannelRow> {
  const channel = await findChannel(db, id, how)
  if (!channel) throw new AppError('NotFound')
  return channel
}

/** Refuses authors that nobody knows. */
export async function requireAuthors(db: Database, authorIds: readonly string[]): Promise<void> {
  if (authorIds.length === 0) return
  const known = (await findAuthors(db)).map(({ id }) => id)
  const unknown = authorIds.find((id) => !known.includes(id))
  if (unknown !== undefined) throw invalidField('authorIds', `there is no author ${unknown}`)
}

async function writeChannel(tx: Database, channel: ChannelRow): Promise<void> {
  await requireAuthors(tx, channel.authorIds)
  await requireCurrency(tx, channel.currency)
  await upsertChannel(tx, {
    ...channel,
    language: requireLanguage(channel.language),
    htmlDescription: sanitise(channel.htmlDescription),
  })
}

/** The tag as it is written properly: en, pt-BR. */
export function requireLanguage(tag: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(tag)
    if (canonical !== undefined) return canonical
  } catch {
    // Below.
  }
  throw invalidField('language', 'must be a language tag such as en or pt-BR')
}
