import { randomBytes } from 'node:crypto'
import type { Context } from '../app/context.ts'
import { agreeChannels } from '../features/catalog/agree-channels.ts'
import type { ChannelRow } from '../features/catalog/catalog-store.ts'
import { publishChannel } from '../features/catalog/publish.ts'
import { authorizeContentAccess } from '../features/licensing/authorize-content-access.ts'
import { assetPath } from '../features/media/media-files.ts'
import { insertAsset } from '../features/media/media-store.ts'
import { createPartner } from '../features/partners/create-partner.ts'
import { logIn } from '../features/partners/partner-token.ts'
import { seal } from '../platform/keys.ts'
import { type GivenAccount, givenAccount } from './given-account.ts'

export interface GivenPartner {
  clientId: string
  clientSecret: string
  /** A bearer token. */
  token: string
}

export interface GivenChannel {
  id: string
  videoIds: string[]
}

export interface GivenCustomer {
  userId: string
  userAccessKey: string
}

export type Given = ReturnType<typeof givenOn>

/** 24 hex digits that nothing else has. */
export function anId(): string {
  return randomBytes(12).toString('hex')
}

/** Builders for what a test is not about. */
export function givenOn(ctx: Context) {
  /** A partner of the API path, logged in, with these channels agreed. */
  async function partner({ channels = [], origins = [] }: { channels?: GivenChannel[]; origins?: string[] } = {}) {
    const { clientId, clientSecret } = await createPartner(ctx, {
      name: 'A partner',
      path: 'api',
      origins,
      actor: 'test',
    })
    if (clientSecret === undefined) throw new Error('a partner of the API path has a secret')
    await agreeChannels(ctx, { partnerId: clientId, channels: channels.map(({ id }) => id) })
    return { clientId, clientSecret, token: await logIn(ctx, { clientId, clientSecret }) }
  }

  /** A channel with playable videos. */
  async function channel({
    videos = 1,
    ...change
  }: { videos?: number } & Partial<ChannelRow> = {}): Promise<GivenChannel> {
    const id = anId()
    const videoIds = Array.from({ length: videos }, anId)
    const createdAt = ctx.clock.now()
    await publishChannel(ctx, {
      authors: [],
      channel: {
        id,
        ...presented,
        language: 'en',
        priceMinor: 4900,
        currency: 'EUR',
        authorIds: [],
        createdAt,
        ...change,
      },
      videos: videoIds.map((videoId, position) => ({
        ...presented,
        id: videoId,
        channelId: id,
        position,
        authorIds: [],
        createdAt,
      })),
    })
    for (const videoId of videoIds) await media(videoId)
    return { id, videoIds }
  }

  /** Something to play: 65 seconds, three keys, and files that hold their own names. */
  async function media(videoId: string): Promise<void> {
    const id = anId()
    await insertAsset(ctx.db, {
      id,
      videoId,
      sealedSecret: seal(ctx.mediaSealKey, ctx.random, ctx.random(32)),
      durationSeconds: 65,
      keyPeriodSeconds: 30,
      createdAt: ctx.clock.now(),
      renditions: [{ name: 'v360', width: 640, height: 360, bandwidth: 400_000 }],
      audio: [{ name: 'a-en', language: 'en' }],
      captions: [{ name: 'c-it', language: 'it' }],
    })
    for (const file of files) await ctx.storage.put(assetPath(id, file), Buffer.from(file))
  }

  /** A customer of a partner who bought these channels. */
  async function customer({
    of,
    owns,
    userId = `user-${anId()}`,
  }: {
    of: GivenPartner
    owns: GivenChannel[]
    userId?: string
  }): Promise<GivenCustomer> {
    const { reply } = await authorizeContentAccess(ctx, {
      partnerId: of.clientId,
      partnerUserId: userId,
      products: owns.map(({ id }) => ({ channelId: id, price: 49 })),
      hasMarketingConsent: false,
    })
    return { userId, userAccessKey: reply.accessKey }
  }

  /** Someone who can log in, logged in. */
  const account = (change: Parameters<typeof givenAccount>[1] = {}): Promise<GivenAccount> => givenAccount(ctx, change)

  return { partner, channel, media, customer, account }
}

const presented = {
  title: 'A title',
  subtitle: 'A subtitle',
  htmlDescription: '<p>A description.</p>',
  cover: 'a/cover.jpg',
  background: 'a/background.jpg',
  trailer: 'a/trailer.mp4',
}

const files = ['master.m3u8', 'v360/index.m3u8', 'v360/s0000.m4s', 'v360/init.mp4', 'poster.jpg', 'storyboard.vtt']
