import { createHash, randomBytes } from 'node:crypto'
import { type DetailedError, Upload } from 'tus-js-client'
import { expect, test } from 'vitest'
import { testOperator } from './testing/operator.ts'

const settings = { UPLOAD_MAX_BYTES: '40000000', UPLOAD_QUOTA_BYTES: '60000000' }
const { app, operator, cookie } = await testOperator({ settings })
const { origin } = operator

/** Bytes that begin as an MP4 does. */
function film(length: number): Buffer {
  const bytes = randomBytes(length)
  bytes.write('\0\0\0\u0020ftypisom', 0, 'latin1')
  return bytes
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** Uploads as a browser would; what it was answered last, or how it was refused. */
function upload(bytes: Buffer, { name = 'film.mp4', chunkSize = Number.POSITIVE_INFINITY } = {}) {
  return new Promise<{ url: string; digest: string | undefined }>((done, failed) => {
    const sending = new Upload(bytes, {
      endpoint: `${app.url}/operator/uploads`,
      headers: { cookie, origin },
      metadata: { filename: name },
      retryDelays: null,
      chunkSize,
      onError: failed,
      onSuccess: ({ lastResponse }) =>
        done({ url: sending.url ?? '', digest: lastResponse.getHeader('repr-digest') ?? undefined }),
    })
    sending.start()
  })
}

const idOf = (url: string) => url.split('/').at(-1) ?? ''

test('a file arrives in parts and is answered with its sha256', async () => {
  const bytes = film(3_000_000)
  const { url, digest } = await upload(bytes, { chunkSize: 1_000_000 })
  expect(digest).toBe(`sha-256=:${sha256(bytes).toString('base64')}:`)
  const { rows } = await operator.upload(idOf(url))
  expect(rows).toMatchObject([{ state: 'complete', kind: 'video', name: 'film.mp4', sha256: sha256(bytes) }])
  expect((await app.ctx.storage.readAll(`sources/${idOf(url)}`))?.equals(bytes)).toBe(true)
  await operator.ask('DELETE', `/operator/uploads/${idOf(url)}`, { headers: tus })
  expect(await operator.stored()).toEqual([])
})

const tus = { 'tus-resumable': '1.0.0' }

const files = {
  'a picture with the name of a film': [Buffer.from('89504e470d0a1a0a', 'hex'), /a picture/],
  'a playlist that leads to a file of ours': ['#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n', /a list of other files/],
  'a playlist that leads into our network': ['#EXTM3U\n#EXTINF:1,\nhttp://169.254.169.254/\n', /a list of other files/],
  'a list of files to join': ["ffconcat version 1.0\nfile '/etc/passwd'\n", /a list of other files/],
  'a drawing': ['<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', /a drawing or a web page/],
  'a page': ['<!doctype html><script>1</script>', /a drawing or a web page/],
  'a program': [Buffer.concat([Buffer.from('7f454c46', 'hex'), Buffer.alloc(999)]), /a kind we do not read/],
} as const
for (const [title, [content, problem]] of Object.entries(files)) {
  test(`refuses ${title} by its content and keeps no byte of it`, async () => {
    const error = await upload(Buffer.from(content)).then(
      () => expect.fail('it was taken'),
      (refused: unknown) => refused as DetailedError,
    )
    const response = error.originalResponse
    expect([response?.getStatus(), response?.getHeader('content-type')]).toEqual([
      422,
      'application/problem+json; charset=utf-8',
    ])
    const body = JSON.parse(response?.getBody() ?? '') as { code: string; fields: { problem: string }[] }
    expect([body.code, body.fields[0]?.problem]).toEqual(['UnsuitableFile', expect.stringMatching(problem)])
    expect(await operator.stored()).toEqual([])
  })
}

const captions = {
  WebVTT: 'WEBVTT\n\n00:01.000 --> 00:02.000\nCiao\n',
  SRT: '1\r\n00:00:01,000 --> 00:00:02,000\r\nCiao\r\n',
  'SRT in UTF-16': Buffer.from('\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nCiao\r\n', 'utf16le'),
}
for (const [title, text] of Object.entries(captions)) {
  test(`knows captions in ${title}`, async () => {
    const { url } = await upload(Buffer.from(text))
    expect((await operator.upload(idOf(url))).rows).toMatchObject([{ kind: 'captions' }])
    await operator.ask('DELETE', `/operator/uploads/${idOf(url)}`, { headers: tus })
  })
}

const begin = (headers: Record<string, string> = {}) =>
  operator.ask('POST', '/operator/uploads', { headers: { ...tus, 'upload-length': '1000', ...headers } })

const refusals = {
  'nobody who is signed in': [{ cookie: '' }, 401, 'SignInRequired'],
  'a page of somebody else': [{ origin: 'https://evil.example' }, 403, 'CrossSiteRequest'],
  'no page at all': [{ origin: '' }, 403, 'CrossSiteRequest'],
  'another protocol': [{ 'tus-resumable': '0.2.2' }, 400, 'InvalidInput'],
  'a size that comes later': [{ 'upload-length': '', 'upload-defer-length': '1' }, 400, 'InvalidInput'],
  'no bytes': [{ 'upload-length': '0' }, 400, 'InvalidInput'],
  'a negative size': [{ 'upload-length': '-1' }, 400, 'InvalidInput'],
  'a size in exponents': [{ 'upload-length': '1e9' }, 400, 'InvalidInput'],
  'a file too large': [{ 'upload-length': '40000001' }, 413, 'UploadTooLarge'],
} as const
for (const [title, [headers, status, code]] of Object.entries(refusals)) {
  test(`refuses to begin with ${title}`, async () => {
    const answer = await begin(headers)
    expect([answer.status, answer.json]).toEqual([status, expect.objectContaining({ code })])
    expect(await operator.stored()).toEqual([])
  })
}

test('a learner is refused, and an operator without a second factor is a stranger', async () => {
  const learner = await app.given.account()
  expect((await begin({ cookie: learner.cookie })).json).toMatchObject({ code: 'OperatorsOnly' })
  const half = await app.given.account({ role: 'operator' })
  expect((await begin({ cookie: half.cookie })).json).toMatchObject({ code: 'SignInRequired' })
})

test('uploads that wait fill the quota, also when they begin at once', async () => {
  const answers = await Promise.all(Array.from({ length: 4 }, () => begin({ 'upload-length': '25000000' })))
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 201, 507, 507])
  const full = answers.find(({ status }) => status === 507)
  expect(full?.json).toMatchObject({ code: 'UploadQuotaFull', fields: [{ field: 'size' }] })
  for (const { headers } of answers) {
    const location = headers.get('location')
    if (location) await operator.ask('DELETE', location, { headers: tus })
  }
  expect((await begin({ 'upload-length': '25000000' })).status).toBe(201)
})

test('what a proxy is said to have been asked for leads nowhere', async () => {
  const forwarded = { forwarded: 'host=evil.example;proto=http', 'x-forwarded-host': 'evil.example' }
  const { headers } = await begin({ ...forwarded, 'x-forwarded-proto': 'http' })
  expect(headers.get('location')).toMatch(/^\/operator\/uploads\/[0-9a-f]{24}$/)
})

test('an upload nobody goes on with is forgotten after three days, bytes and all', async () => {
  const { headers } = await begin()
  const location = headers.get('location') ?? ''
  const part = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
  expect((await operator.ask('PATCH', location, { headers: part, body: Buffer.alloc(10) })).status).toBe(204)
  app.clock.advance(2 * 24 * 3600)
  await sweep()
  expect((await operator.ask('HEAD', location, { headers: tus })).headers.get('upload-offset')).toBe('10')
  app.clock.advance(4 * 24 * 3600)
  await sweep()
  expect((await operator.ask('HEAD', location, { headers: tus })).status).toBe(410)
  expect(await operator.stored()).toEqual([])
})

test('bytes for another place than the upload stands at are refused, and change nothing', async () => {
  const { headers } = await begin()
  const location = headers.get('location') ?? ''
  const part = { ...tus, 'upload-offset': '500', 'content-type': 'application/offset+octet-stream' }
  const answer = await operator.ask('PATCH', location, { headers: part, body: Buffer.alloc(10) })
  expect([answer.status, answer.headers.get('content-type'), answer.json]).toEqual([
    409,
    'application/problem+json; charset=utf-8',
    expect.objectContaining({ code: 'NotPossibleNow', requestId: expect.any(String) }),
  ])
  const more = await operator.ask('PATCH', location, {
    headers: { ...part, 'upload-offset': '0' },
    body: Buffer.alloc(2000),
  })
  expect([more.status, more.json]).toEqual([413, expect.objectContaining({ code: 'UploadTooLarge' })])
  expect((await operator.ask('HEAD', location, { headers: tus })).headers.get('upload-offset')).toBe('0')
  await operator.ask('DELETE', location, { headers: tus })
})

async function sweep() {
  await app.ctx.jobs.enqueue(app.db, { name: 'keep-house', data: {} })
  await app.runJobs()
}

const strays = ['/operator/uploads/../../etc/passwd', '/operator/uploads/%2e%2e%2fsecret', '/operator/uploads/nobody']
for (const stray of strays) {
  test(`an upload called ${stray} is none of ours`, async () => {
    expect([404, 410]).toContain((await operator.ask('HEAD', stray, { headers: tus })).status)
  })
}
