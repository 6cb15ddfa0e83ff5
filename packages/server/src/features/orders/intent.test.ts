import { expect, test } from 'vitest'
import { systemRandom } from '../../platform/random.ts'
import { importTokenKey, signToken } from '../../platform/tokens.ts'
import { testClock } from '../../testing/clock.ts'
import { type Intent, readIntent, signIntent } from './index.ts'

const clock = testClock()
const intentToken = {
  typ: 'intent+jwt',
  audience: 'checkout',
  key: importTokenKey(Buffer.alloc(32, 1)),
  ttlSeconds: 1800,
}
const deps = { clock, random: systemRandom, intentToken }
const intent: Intent = {
  partnerId: 'a'.repeat(24),
  channelId: 'b'.repeat(24),
  partnerUserId: 'user é 1',
  priceMinor: 4900,
  currency: 'EUR',
  returnTo: 'https://magazine.example/spine',
  locale: 'ar',
}

test('an intent comes back as it was signed', async () => {
  expect(await readIntent(deps, signIntent(deps, intent))).toEqual({ intent })
  const bare = { ...intent, partnerUserId: undefined, returnTo: undefined }
  expect(await readIntent(deps, signIntent(deps, bare))).toEqual({ intent: bare })
})

test('an intent ends after half an hour', async () => {
  const token = signIntent(deps, intent)
  clock.advance(1799)
  expect(await readIntent(deps, token)).toEqual({ intent })
  clock.advance(2)
  expect(await readIntent(deps, token)).toEqual({ refused: 'expired', intent })
})

test('a way back too long to carry is left out', async () => {
  const returnTo = `https://magazine.example/${'x'.repeat(4000)}`
  const read = await readIntent(deps, signIntent(deps, { ...intent, partnerUserId: 'ü'.repeat(255), returnTo }))
  expect(read).toMatchObject({ intent: { returnTo: undefined } })
})

const refused: Record<string, () => string> = {
  nothing: () => '',
  rubbish: () => 'a.b.c',
  'a changed intent': () => signIntent(deps, intent).replace(/\.(.)/, (_all, first) => `.${first === 'e' ? 'f' : 'e'}`),
  'an intent signed with another key': () =>
    signIntent({ ...deps, intentToken: { ...intentToken, key: importTokenKey(Buffer.alloc(32, 2)) } }, intent),
  'a token of another kind under the same key': () =>
    signToken(clock, { ...intentToken, typ: 'playback+jwt' }, { subject: 'a', id: 'b', more: {} }),
  'an intent without a price': () =>
    signToken(clock, intentToken, { subject: 'a', id: 'b', more: { channel: 'c', currency: 'EUR' } }),
}
for (const [title, forge] of Object.entries(refused)) {
  test(`refuses ${title}`, async () => {
    expect(await readIntent(deps, forge())).toEqual({ refused: 'invalid' })
  })
}
