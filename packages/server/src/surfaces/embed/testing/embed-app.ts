import { createHmac } from 'node:crypto'
import { productStatusPath } from '@osteocom/contract'
import { agreeChannels } from '../../../features/catalog/agree-channels.ts'
import { grantTrial } from '../../../features/licensing/grant-trial.ts'
import { createPartner } from '../../../features/partners/create-partner.ts'
import type { IdentityMode } from '../../../features/partners/identity-store.ts'
import { addIdentityKey, setIdentityMode } from '../../../features/partners/set-identity.ts'
import { type TestApp, testApp } from '../../../testing/app.ts'
import type { GivenChannel } from '../../../testing/given.ts'

const generous = { CARD_REQUESTS_PER_MINUTE: '1000000' }

/** What a card or a purchase state is asked with. */
export type Question = Record<string, string>

export interface EmbedApp extends TestApp {
  /** A partner of the iframe path. */
  partner(given: { channels: GivenChannel[]; origins?: string[] }): Promise<string>
  /** A partner whose visitors sign themselves in, and the key they do it with. */
  signing(given: { channels: GivenChannel[]; mode: IdentityMode; origins?: string[] }): Promise<{
    clientId: string
    key: string
  }>
  grant(clientId: string, partnerUserId: string, channel: GivenChannel): Promise<void>
  status(question: Question | string, headers?: Record<string, string>): ReturnType<TestApp['get']>
  card(question: Question | string, headers?: Record<string, string>): ReturnType<TestApp['get']>
}

export async function embedApp(options: Parameters<typeof testApp>[0] = {}): Promise<EmbedApp> {
  const app = await testApp({ ...options, settings: { ...generous, ...options.settings } })
  const { ctx } = app
  const actor = 'test'
  const partner: EmbedApp['partner'] = async ({ channels, origins = ['https://shop.example'] }) => {
    const { clientId } = await createPartner(ctx, { name: 'A magazine', path: 'iframe', origins, actor })
    await agreeChannels(ctx, { partnerId: clientId, channels: channels.map(({ id }) => id) })
    return clientId
  }
  return {
    ...app,
    partner,
    signing: async ({ mode, ...given }) => {
      const clientId = await partner(given)
      const { identityKey: key } = await addIdentityKey(ctx, { clientId, actor })
      await setIdentityMode(ctx, { clientId, mode, actor })
      return { clientId, key }
    },
    grant: async (partnerId, partnerUserId, { id }) => {
      await grantTrial(ctx, { partnerId, partnerUserId, channelId: id, actor })
    },
    status: (question, headers) => app.get(`${productStatusPath}?${write(question)}`, headers),
    card: (question, headers) => app.get(`/embed/content-licensing?${write(question)}`, headers),
  }
}

function write(question: Question | string): string {
  return typeof question === 'string' ? question : new URLSearchParams(question).toString()
}

/** A token as a partner's server makes it, by any of a hundred libraries. */
export function sign(key: string, claims: object, header: object = { alg: 'HS256', typ: 'JWT' }): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode(header)}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
