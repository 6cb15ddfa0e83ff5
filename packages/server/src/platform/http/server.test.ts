import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { rawRequest } from '../../testing/raw-request.ts'

const app = await testApp()
const partner = await app.given.partner()
const body = JSON.stringify({ clientId: partner.clientId })
const path = '/sv6/contentLicensing_catalog'
const standard = {
  host: 'h',
  authorization: `Bearer ${partner.token}`,
  'content-length': String(body.length),
  connection: 'close',
}

/** A request as it stands on the wire; a header given as a list is sent once for each value. */
function wire(
  headers: Record<string, string | string[] | undefined> = {},
  { line = `POST ${path} HTTP/1.1`, content = body } = {},
) {
  const lines = Object.entries({ ...standard, ...headers }).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => `${name}: ${each}\r\n`),
  )
  return `${line}\r\n${lines.join('')}\r\n${content}`
}
const length = String(body.length)
const chunked = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`

test('the request these are spoilt copies of is answered', async () => {
  expect((await rawRequest(app.port, wire())).status).toBe(200)
  expect(
    (
      await rawRequest(
        app.port,
        wire({ 'content-length': undefined, 'transfer-encoding': 'chunked' }, { content: chunked }),
      )
    ).status,
  ).toBe(200)
})

const refused: Record<string, [request: string, status: number]> = {
  'two hosts': [wire({ host: ['a', 'b'] }), 400],
  'two lengths': [wire({ 'content-length': [length, '1'] }), 400],
  'the same length twice': [wire({ 'content-length': [length, length] }), 400],
  'a length and chunks': [wire({ 'transfer-encoding': 'chunked' }, { content: chunked }), 400],
  'a negative length': [wire({ 'content-length': '-1' }), 400],
  'a length in hex': [wire({ 'content-length': '0x10' }), 400],
  'chunks of a size that is no number': [
    wire({ 'content-length': undefined, 'transfer-encoding': 'chunked' }, { content: 'zz\r\n{}\r\n0\r\n\r\n' }),
    400,
  ],
  'a folded header': [wire({ 'x-folded': 'a\r\n b' }), 400],
  'a header name with a space': [wire({ 'x y': '1' }), 400],
  'a line end in a header': [wire({ 'x-bare': 'a\nb' }), 400],
  'two bearers': [wire({ authorization: [`Bearer ${partner.token}`, 'Bearer x'] }), 400],
  'two content types': [wire({ 'content-type': ['application/json', 'text/plain'] }), 400],
  'two idempotency keys': [wire({ 'idempotency-key': ['a', 'b'] }), 400],
  'a header of 20 KB': [wire({ 'x-long': 'x'.repeat(20 * 1024) }), 431],
  'an address of 20 KB': [wire({}, { line: `POST ${path}?${'x'.repeat(20 * 1024)} HTTP/1.1` }), 431],
  'a method nobody knows': [wire({}, { line: `BREW ${path} HTTP/1.1` }), 400],
  'HTTP of another version': [wire({}, { line: `POST ${path} HTTP/7.3` }), 400],
  'what is not HTTP': ['\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
  'another protocol': ['EHLO mail.example\r\n\r\n', 400],
}
for (const [title, [request, status]] of Object.entries(refused)) {
  test(`refuses ${title}`, async () => {
    const answer = await rawRequest(app.port, request)
    expect(answer.status).toBe(status)
    expect(answer.text).toMatch(/^content-type: application\/json; charset=utf-8\r$/im)
    expect(answer.text).toMatch(/"code":"(InvalidInput|HeadersTooLarge)"/)
    expect(answer.text).not.toMatch(/HPE_|FST_|llhttp|Parse Error/)
  })
}

// Node refuses this one before we see it, without a word.
test('refuses no host', async () => {
  expect((await rawRequest(app.port, wire({ host: undefined }))).status).toBe(400)
})

test('an absolute address in the request line is not another host’s', async () => {
  const answer = await rawRequest(app.port, wire({}, { line: `POST http://evil.example${path} HTTP/1.1` }))
  expect([200, 400, 404]).toContain(answer.status)
  expect(answer.text).not.toContain('evil.example')
})

test('a body longer than it was said to be does not become a second request’s answer', async () => {
  const smuggled = `GET /healthz HTTP/1.1\r\nhost: h\r\n\r\n`
  const answer = await rawRequest(app.port, wire({}, { content: body + smuggled }))
  expect(answer.text.match(/HTTP\/1\.1 /g)).toHaveLength(1)
})

test('a body announced too long is refused before it is sent', async () => {
  const answer = await rawRequest(app.port, wire({ 'content-length': '70000' }))
  expect([answer.status, /PayloadTooLarge/.test(answer.text)]).toEqual([413, true])
})

test('a request that never ends is answered with 408 and closed after ten seconds', { timeout: 20_000 }, async () => {
  const start = performance.now()
  const unfinished = [wire({ 'content-length': '1000' }), `POST ${path} HTTP/1.1\r\nhost: h\r\nx-slow: `]
  const answers = await Promise.all(unfinished.map((request) => rawRequest(app.port, request)))
  const seconds = (performance.now() - start) / 1000
  expect(answers.map(({ status }) => status)).toEqual([408, 408])
  expect(seconds).toBeGreaterThan(9)
})

test('a client that hangs up in the middle leaves the server well', async () => {
  for (let i = 1; i < 20; i++) {
    const socket = connect(app.port, '127.0.0.1')
    const whole = wire()
    await new Promise<void>((resolve) =>
      socket.write(whole.slice(0, Math.floor((whole.length * i) / 20)), () => resolve()),
    )
    socket.resetAndDestroy()
  }
  expect((await app.get('/healthz')).status).toBe(200)
})
