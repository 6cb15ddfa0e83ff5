import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { testOperator } from './testing/operator.ts'

const { app, operator } = await testOperator()
const { ask } = operator
const tus = { 'tus-resumable': '1.0.0' }
const vtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nCiao\n'

/** Uploads in one go; the id. */
async function upload(bytes: Buffer): Promise<string> {
  const begun = await ask('POST', '/operator/uploads', {
    headers: { ...tus, 'upload-length': String(bytes.length), 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  })
  expect(begun.status).toBe(201)
  return begun.headers.get('location')?.split('/').at(-1) ?? ''
}

function film(): Buffer {
  const bytes = randomBytes(5000)
  bytes.write('\0\0\0\u0020ftypisom', 0, 'latin1')
  return bytes
}

async function aVideo(): Promise<string> {
  const { videoIds } = await app.given.channel()
  return videoIds[0] ?? ''
}

const attach = (videoId: string, body: object) => ask('POST', `/operator/api/videos/${videoId}/media`, { body })

test('an upload becomes what a video is packaged from, and its bytes stay where they lie', async () => {
  const videoId = await aVideo()
  const bytes = film()
  const [uploadId, captions] = [await upload(bytes), await upload(Buffer.from(vtt))]
  expect((await ask('GET', `/operator/api/uploads/${uploadId}`)).json).toMatchObject({
    state: 'complete',
    kind: 'video',
  })
  const answer = await attach(videoId, { uploadId, captions: [{ language: 'it', uploadId: captions }], priority: 5 })
  expect([answer.status, answer.json]).toEqual([202, { packagingId: expect.any(String) }])
  const { packagingId } = answer.json as { packagingId: string }
  const { source_path } = await app.db
    .selectFrom('packaging')
    .select('source_path')
    .where('id', '=', packagingId)
    .executeTakeFirstOrThrow()
  expect(await app.ctx.storage.readAll(source_path)).toEqual(bytes)
  expect(await operator.stored()).toEqual([source_path])
  const progress = (await ask('GET', `/operator/api/packagings/${packagingId}`)).json
  expect(progress).toMatchObject({ id: packagingId, videoId, state: 'waiting', progress: 0, priority: 5 })
  expect((await ask('GET', `/operator/api/videos/${videoId}/packagings`)).json).toEqual({ packagings: [progress] })
  const cancelled = await ask('POST', `/operator/api/packagings/${packagingId}/cancel`, { body: {} })
  expect([cancelled.status, cancelled.json]).toEqual([200, expect.objectContaining({ state: 'cancelled' })])
})

test('an upload serves once, also when asked twice at once', async () => {
  const uploadId = await upload(film())
  const videos = await Promise.all(Array.from({ length: 6 }, aVideo))
  const answers = await Promise.all(videos.map((videoId) => attach(videoId, { uploadId })))
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([202, 410, 410, 410, 410, 410])
  const left = []
  for await (const { path } of app.ctx.storage.list('sources/')) left.push(path)
  const rows = await app.db.selectFrom('packaging').select('source_path').execute()
  expect(left.filter((path) => !rows.some(({ source_path }) => source_path === path))).toEqual([])
})

const refusals: Record<string, [(videoId: string) => Promise<object>, number, string]> = {
  'an upload nobody began': [async () => ({ uploadId: '0'.repeat(24) }), 410, 'UploadGone'],
  'captions as the film': [async () => ({ uploadId: await upload(Buffer.from(vtt)) }), 400, 'InvalidInput'],
  'a film as captions': [
    async () => ({ uploadId: await upload(film()), captions: [{ language: 'it', uploadId: await upload(film()) }] }),
    400,
    'InvalidInput',
  ],
  'captions twice in one language': [
    async () => {
      const captions = await upload(Buffer.from(vtt))
      return {
        uploadId: await upload(film()),
        captions: ['it', 'IT'].map((language) => ({ language, uploadId: captions })),
      }
    },
    400,
    'InvalidInput',
  ],
  'a path of ours': [async () => ({ uploadId: '../../etc/passwd' }), 400, 'InvalidInput'],
  'an upload that is not whole': [
    async () => {
      const begun = await ask('POST', '/operator/uploads', { headers: { ...tus, 'upload-length': '10' } })
      return { uploadId: begun.headers.get('location')?.split('/').at(-1) }
    },
    409,
    'NotPossibleNow',
  ],
}
for (const [title, [body, status, code]] of Object.entries(refusals)) {
  test(`refuses to make a video of ${title}`, async () => {
    const videoId = await aVideo()
    const answer = await attach(videoId, await body(videoId))
    expect([answer.status, answer.json]).toEqual([status, expect.objectContaining({ code })])
    expect((await ask('GET', `/operator/api/videos/${videoId}/packagings`)).json).toEqual({ packagings: [] })
  })
}
