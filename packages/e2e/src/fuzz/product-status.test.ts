import { productStatusPath } from '@osteocom/contract'
import { agreeChannels } from '@osteocom/server/src/features/catalog/agree-channels.ts'
import { createPartner } from '@osteocom/server/src/features/partners/create-partner.ts'
import { part, withoutRequestId } from '@osteocom/server/src/testing/answer.ts'
import { testApp } from '@osteocom/server/src/testing/app.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectNothingOfOurs, problemOf } from './reference.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 300)
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
console.log(`FUZZ_SEED=${seed}`)

const app = await testApp({ settings: { CARD_REQUESTS_PER_MINUTE: '1000000' } })
const channel = await app.given.channel()
const origins = ['https://magazine.example']
const { clientId } = await createPartner(app.ctx, { name: 'A magazine', path: 'iframe', origins, actor: 'test' })
await agreeChannels(app.ctx, { partnerId: clientId, channels: [channel.id] })

const schema = ['paths', productStatusPath, 'get', 'responses', '200', 'content', 'application/json', 'schema']
const always = (arbitrary: fc.Arbitrary<string>, check: (query: string) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: runs, seed })

const text = fc.oneof(
  fc.string({ unit: 'binary', minLength: 1, maxLength: 512 }).filter((value) => value.isWellFormed()),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 100 }),
  fc.stringMatching(/^[\w@.-]{1,64}$/),
)
const isId = (value: string) => !value.includes('\0') && Array.from(value).length <= 512
const good = text.filter(isId).map((partnerUserId) => {
  const value = encodeURIComponent(partnerUserId)
  return `clientId=${clientId}&productId=${channel.id}&partnerUserId=${value}`
})
const noise = fc.oneof(
  fc.webQueryParameters(),
  fc
    .array(
      fc.tuple(
        fc.constantFrom(
          'clientId',
          'productId',
          'partnerUserId',
          'partnerUserToken',
          'lang',
          'theme',
          'fit',
          '%ff',
          '',
        ),
        fc.oneof(fc.constantFrom(clientId, channel.id, '%00', '%', '%ED%A0%80', '+', '='), fc.webQueryParameters()),
      ),
    )
    .map((pairs) => pairs.map((pair) => pair.join('=')).join('&')),
)

test('the purchase state is told of every visitor an id can name', () =>
  always(good, async (query) => {
    const { status, body } = await app.get(`${productStatusPath}?${query}`)
    expect([status, part(body, 'status'), problemOf(schema, body)]).toEqual([200, 'Ok', ''])
  }))

test('the purchase state is always an answer the reference names, whatever is asked', () =>
  always(noise, async (query) => {
    const { status, body, text: answer } = await app.get(`${productStatusPath}?${query}`)
    expect([status, problemOf(schema, body)]).toEqual([200, ''])
    expectNothingOfOurs(answer)
  }))

test('a card is shown or is not to be had, whatever is asked, and its policy holds', () =>
  always(noise, async (query) => {
    const card = await app.get(`/embed/content-licensing?${query}`)
    expect(card.status).toBe(200)
    expect(card.text).toMatch(/^<!doctype html><html lang="(en|it|fr|de|es|ar)" dir="(ltr|rtl)"/)
    expect(card.headers.get('content-security-policy')).toMatch(/frame-ancestors ('none'|https:\/\/magazine\.example)$/)
    expectNothingOfOurs(withoutRequestId({ text: card.text.replace(/<style>.*<\/style>/s, '') }))
  }))
