import { signToken } from '@osteocom/server/src/platform/tokens.ts'
import { withoutRequestId } from '@osteocom/server/src/testing/answer.ts'
import { testApp } from '@osteocom/server/src/testing/app.ts'
import { anId } from '@osteocom/server/src/testing/given.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectAsDeclared, expectNothingOfOurs, operations } from './reference.ts'
import { allowed, spoil } from './schema-values.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 300)
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31)
console.log(`FUZZ_SEED=${seed}`)

const app = await testApp()
const channels = [await app.given.channel(), await app.given.channel({ videos: 2 })]
const partner = await app.given.partner({ channels })
const customer = await app.given.customer({ of: partner, owns: channels })
const { clientId, clientSecret, token } = partner

// What only the world knows and no schema says: ids and secrets that exist.
const bound: Record<string, Record<string, fc.Arbitrary<unknown>>> = {
  contentLicensing_login: { clientSecret: fc.constant(clientSecret) },
  contentLicensing_contentAccessAuthorization: {
    userId: fc.stringMatching(/^[ -~]{1,40}$/),
    products: fc.array(
      fc.record({
        productId: fc.constantFrom(...channels.map(({ id }) => id)),
        price: fc.integer({ min: 0, max: 99_999_999 }).map((cents) => cents / 100),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    email: fc.stringMatching(/^[a-z]{8,20}$/).map((name) => `${name}@example.com`),
  },
  contentLicensing_videoAccess: {
    userId: fc.constant(customer.userId),
    userAccessKey: fc.constant(customer.userAccessKey),
    channelId: fc.constant(channels[0]?.id),
    videoId: fc.constant(channels[0]?.videoIds[0]),
  },
}

const claims = { subject: clientId, id: anId(), more: { secret: anId() } }
const foreignTokens = [
  signToken(app.clock, app.ctx.partnerToken, claims),
  signToken(app.clock, app.ctx.playbackToken, claims),
  signToken(app.clock, { ...app.ctx.partnerToken, audience: 'player' }, claims),
]

const always = (arbitrary: fc.Arbitrary<unknown>, check: (value: unknown) => Promise<void>) =>
  fc.assert(fc.asyncProperty(arbitrary, check), { numRuns: runs, seed })

for (const { path, name, needsToken, request } of operations) {
  const send = (body: unknown, bearer: string | undefined = needsToken ? token : undefined) =>
    app.call(name, body, { token: bearer })
  const known = request.properties ?? {}
  const fields: Record<string, fc.Arbitrary<unknown>> = {
    ...Object.fromEntries(
      Object.entries(known).map(([field, schema]) => [field, bound[name]?.[field] ?? allowed(schema)]),
    ),
    clientId: fc.constant(clientId),
  }
  // Consent needs an e-mail: the one thing the reference says in words only.
  const requiredKeys = Object.keys(known).filter((field) => field === 'email' || request.required?.includes(field))
  const good = fc.record(fields, { requiredKeys })

  test(`${name} accepts what the reference allows`, () =>
    always(good, async (body) => {
      const answer = await send(body)
      expectAsDeclared(path, answer)
      expect([answer.status, answer.fields]).toEqual([200, []])
    }))

  test(`${name} refuses what the reference forbids, and names the field`, () =>
    always(
      good.chain((body) => spoil(request, body)),
      async (spoilt) => {
        const { body, field } = spoilt as { body: object; field: string }
        const answer = await send(body)
        expectAsDeclared(path, answer)
        expect([answer.status, answer.code]).toEqual([400, 'InvalidInput'])
        expect(answer.fields.map((each) => each.split('.')[0])).toContain(field)
      },
    ))

  test(`${name} answers as declared whatever well-formed body it gets`, () =>
    always(fc.oneof(allowed(request), fc.jsonValue(), fc.object({ maxDepth: 4 })), async (body) => {
      expectAsDeclared(path, await send(body))
    }))

  test(`${name} answers as declared whatever bytes it gets`, () =>
    always(fc.oneof(fc.uint8Array({ maxLength: 300 }), fc.string({ unit: 'binary' }), brokenJson()), async (bytes) => {
      const answer = await send(bytes)
      expectAsDeclared(path, answer)
      expect(answer.status).not.toBe(200)
    }))

  if (!needsToken) continue
  test(`${name} never answers without its token`, () =>
    always(fc.tuple(good, strangerToken()), async (each) => {
      const [body, bearer] = each as [object, string | undefined]
      // Every guess comes after a pause: here it is the guess that is looked at, not the guesser.
      app.clock.advance(0.5)
      const answer = await app.call(name, body, { token: bearer })
      expectAsDeclared(path, answer)
      expect([answer.status, answer.code]).toEqual([401, 'InvalidToken'])
    }))

  test(`${name} never answers for another than the token’s partner`, async () => {
    const other = await app.given.partner({ channels })
    await always(good, async (body) => {
      const answer = await send(body, other.token)
      expectAsDeclared(path, answer)
      expect([answer.status, answer.code]).toEqual([403, 'ClientMismatch'])
    })
  })
}

test('no address makes the platform fail or speak of its insides', () =>
  always(anyPath(), async (path) => {
    app.clock.advance(1)
    const answer = await app.get(String(path), { range: 'bytes=5-2' })
    expect(answer.status).toBeLessThan(500)
    if (answer.code !== undefined) expectNothingOfOurs(withoutRequestId(answer))
  }))

/** JSON with one character put in, taken out or changed so that it is JSON no more. */
function brokenJson(): fc.Arbitrary<string> {
  const text = fc.json().map((json) => `{"clientId":"${clientId}","x":${json}}`)
  return fc
    .tuple(text, fc.nat(), fc.constantFrom('', '"', '{', '\\', ',', '\0', '\u0001'))
    .map(([json, at, put]) => json.slice(0, at % json.length) + put + json.slice((at % json.length) + 1))
    .filter((json) => !isJson(json))
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/** No token, noise, or our own with something changed. */
function strangerToken(): fc.Arbitrary<string | undefined> {
  const changed = fc
    .tuple(fc.nat({ max: token.length - 2 }), fc.stringMatching(/^[A-Za-z0-9_-]$/))
    .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1))
    .filter((each) => each !== token)
  const shortened = fc.nat({ max: token.length - 1 }).map((length) => token.slice(0, length))
  return fc.oneof(
    fc.constant(undefined),
    fc.stringMatching(/^[\w.-]{1,300}$/),
    changed,
    shortened,
    fc.constantFrom(...foreignTokens),
  )
}

function anyPath(): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.constantFrom(
      'play',
      'files',
      'it',
      'videoaccess',
      'sv6',
      'embed',
      'content-licensing',
      'api2',
      'demo',
      'assets',
      '..%2f',
      '%2e%2e',
      '%00',
      '%',
      'master.m3u8',
      'key',
      '0',
      anId(),
    ),
    fc.webSegment(),
    fc.string({ maxLength: 20 }).map(encodeURIComponent),
  )
  return fc
    .tuple(fc.array(part, { maxLength: 6 }), fc.webQueryParameters())
    .map(([parts, query]) => `/${parts.join('/')}?signature=${query}`)
}
