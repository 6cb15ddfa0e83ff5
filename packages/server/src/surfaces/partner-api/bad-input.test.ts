import { gzipSync } from 'node:zlib'
import { methods } from '@osteocom/contract'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { anId } from '../../testing/given.ts'

const app = await testApp()
const channel = await app.given.channel()
const partner = await app.given.partner({ channels: [channel] })
const customer = await app.given.customer({ of: partner, owns: [channel] })
const { clientId, clientSecret, token } = partner

const valid: Record<string, Record<string, unknown>> = {
  contentLicensing_login: { clientId, clientSecret },
  contentLicensing_catalog: { clientId },
  contentLicensing_contentAccessAuthorization: {
    clientId,
    userId: 'someone',
    products: [{ productId: channel.id, price: 49 }],
  },
  contentLicensing_videoAccess: {
    clientId,
    ...customer,
    channelId: channel.id,
    videoId: channel.videoIds[0],
  },
}

const broken: Record<string, string | Uint8Array> = {
  'an empty body': '',
  'only spaces': '  \n',
  'broken JSON': '{"clientId":',
  'two values': '{}{}',
  'JSON with a comment': '{} // yes',
  'a byte order mark and half a value': '\uFEFF{',
  'an array': '[]',
  null: 'null',
  'a string': '"text"',
  'a number': '7',
  true: 'true',
  NaN: '{"clientId":NaN}',
  'a __proto__ key': '{"__proto__":{"clientId":"x"}}',
  'an escaped __proto__ key': '{"\\u005f_proto__":{"clientId":"x"}}',
  'a constructor.prototype key': '{"constructor":{"prototype":{"clientId":"x"}}}',
  'a nesting of 20,000 arrays': `{"clientId":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
  'a nesting of 20,000 objects': `${'{"a":'.repeat(10_000)}`,
  'an empty object': '{}',
  'invalid UTF-8': Buffer.from([...Buffer.from('{"clientId":"'), 0xc3, 0x28, ...Buffer.from('"}')]),
  'overlong UTF-8': Buffer.from([...Buffer.from('{"clientId":"'), 0xc0, 0x80, ...Buffer.from('"}')]),
  'UTF-16': Buffer.from('{"clientId":"x"}', 'utf16le'),
}

const wrongText: Record<string, unknown> = {
  'left out': undefined,
  'a number': 12,
  'an array': ['x'],
  'an object': { $ne: null },
  null: null,
  true: true,
  empty: '',
  'text with NUL': 'a\0b',
  'text with half a surrogate pair': 'a\ud800b',
  'text of 5,000 characters': 'x'.repeat(5000),
}

for (const { name, auth } of methods) {
  const send = (body: unknown, headers?: Record<string, string>) =>
    app.call(name, body, { token: auth === 'partner' ? token : undefined, ...(headers ? { headers } : {}) })
  const example = valid[name] ?? {}

  test(`${name} takes what these are spoilt copies of`, async () => {
    expect((await send(example)).status).toBe(200)
  })

  for (const [title, body] of Object.entries(broken)) {
    test(`${name} refuses ${title}`, async () => {
      const answer = await send(body)
      expect([answer.status, answer.code]).toEqual([400, 'InvalidInput'])
    })
  }

  for (const field of Object.keys(example).filter((each) => typeof example[each] === 'string')) {
    for (const [title, value] of Object.entries(wrongText)) {
      test(`${name} refuses a ${field} that is ${title}, by its name`, async () => {
        const answer = await send({ ...example, [field]: value })
        expect([answer.status, answer.code]).toEqual([400, 'InvalidInput'])
        expect(answer.fields).toContain(field)
      })
    }
  }

  test(`${name} names every faulty field at once`, async () => {
    const answer = await send({})
    const required = Object.keys(example).sort()
    expect(answer.fields.sort()).toEqual(required)
  })

  test(`${name} refuses a body over 64 KB`, async () => {
    const answer = await send({ ...example, filler: 'x'.repeat(64 * 1024) })
    expect([answer.status, answer.code]).toEqual([413, 'PayloadTooLarge'])
  })

  const unreadable: Record<string, Record<string, string>> = {
    'a gzip body': { 'content-encoding': 'gzip' },
    'an unknown encoding': { 'content-encoding': 'gzip, identity' },
    'a charset of UTF-16': { 'content-type': 'application/json; charset=utf-16' },
    'a charset of Latin-1': { 'content-type': 'application/json; charset="iso-8859-1"' },
  }
  for (const [title, headers] of Object.entries(unreadable)) {
    test(`${name} refuses ${title}`, async () => {
      const answer = await send(gzipSync(JSON.stringify(example)), headers)
      expect([answer.status, answer.code]).toEqual([415, 'UnsupportedMediaType'])
    })
  }

  test(`${name} reads JSON whatever the type says, and ignores fields it does not know`, async () => {
    for (const type of [
      '',
      'text/plain',
      'application/x-www-form-urlencoded',
      'image/png',
      'application/json; charset=UTF-8',
      'nonsense',
    ]) {
      expect((await send({ ...example, extra: { deep: [1] } }, { 'content-type': type })).status).toBe(200)
    }
  })

  for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    test(`${name} refuses ${method} and says what it takes`, async () => {
      const answer = await fetch(`${app.url}/sv6/${name}`, { method })
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
      expect(await answer.json()).toMatchObject({ error: { code: 'MethodNotAllowed' } })
    })
  }

  for (const path of [
    `//sv6/${name}`,
    `/SV6/${name}`,
    `/sv6%2f${name}`,
    `/sv6/${name}/`,
    `/sv6/${name.toLowerCase()}`,
    `/sv6/x/${name}`,
  ]) {
    test(`nothing answers at ${path}`, async () => {
      const response = await fetch(app.url + path, { method: 'POST', body: JSON.stringify(example) })
      expect(response.status).toBe(404)
      expect(await response.json()).toMatchObject({ error: { code: 'NotFound' } })
    })
  }
}

test('unknown addresses are rate-limited', async () => {
  const strict = await testApp({ db: app.db })
  const ask = async () => (await fetch(`${strict.url}/sv6/${anId()}`, { method: 'POST' })).status
  for (let i = 0; i < 200; i++) expect(await ask()).toBe(404)
  expect(await ask()).toBe(429)
  strict.clock.advance(1)
  expect([await ask(), await ask(), await ask()]).toEqual([404, 404, 429])
})
