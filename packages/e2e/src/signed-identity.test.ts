import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { productForThisFile } from './for-this-file.ts'
import { lessons } from './partner.ts'

const { channelId, videoId } = lessons.shortest
const owner = 'canary-visitor-7'
const product = await productForThisFile({ LOG_LEVEL: 'debug' })
const origin = ['--origin', 'https://magazine.example']
const words = ['partner', 'create', '--name', 'Signing', '--path', 'iframe', '--channels', 'all', ...origin]
const { clientId } = await product.json<{ clientId: string }>(...words)
await product.json('video-token', '--partner', clientId, '--user', owner, '--video', videoId)

const identity = (...words: string[]) => product.json<Record<string, string>>('partner', 'identity', clientId, ...words)

/** As a partner's server signs, without any library. */
function sign(key: string): string {
  const now = Math.floor(Date.now() / 1000)
  const claims = { sub: owner, aud: clientId, product: channelId, iat: now, exp: now + 120 }
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}

async function status(more: Record<string, string> = {}): Promise<unknown> {
  const query = new URLSearchParams({ clientId, productId: channelId, partnerUserId: owner, ...more })
  const response = await fetch(`${product.origin}/api2/embed/content-licensing/product-status?${query}`, {
    headers: { referer: 'https://magazine.example/story' },
  })
  return ((await response.json()) as { status: unknown }).status
}

test('a partner goes from believed, by counted, to proven, at the command line alone', async () => {
  expect(await identity()).toEqual({ clientId, mode: 'off', keys: 0 })
  const tooEarly = await product.command('partner', 'identity', clientId, '--mode', 'enforce')
  expect([tooEarly.code, tooEarly.stdout, tooEarly.stderr]).toEqual([1, '', 'mode needs a key first: --new-key\n'])

  const { identityKey = '', mode } = await identity('--mode', 'observe', '--new-key')
  expect([mode, identityKey.length]).toEqual(['observe', 'is_test_'.length + 43])
  const partnerUserToken = sign(identityKey)
  expect([await status(), await status({ partnerUserToken })]).toEqual(['AlreadyOwned', 'AlreadyOwned'])
  await expect
    .poll(() => identity('--report'), { timeout: 60_000 })
    .toEqual([{ page: 'https://magazine.example/story', signed: 1, unsigned: 1, invalid: 0 }])

  await identity('--mode', 'enforce')
  expect([await status(), await status({ partnerUserToken })]).toEqual(['Ok', 'AlreadyOwned'])
  for (const secret of [identityKey, partnerUserToken, owner]) expect(product.printed()).not.toContain(secret)
  expect(product.printed()).toContain('partnerUserToken=…')
})
