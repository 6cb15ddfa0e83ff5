import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { sql } from 'kysely'
import { afterAll, afterEach, expect, onTestFinished, test, vi } from 'vitest'
import { checkStorage } from '../../features/inventory/index.ts'
import { openDatabase } from '../../platform/database/open.ts'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { databaseProxy } from '../../testing/database-proxy.ts'
import { silentLog } from '../../testing/test-server.ts'
import { keepHouseJob } from '../jobs/keep-house.ts'
import { testOperator } from './testing/operator.ts'

const database = await testDatabase()
const { app, operator, cookie } = await testOperator({ db: database.db })
const line = await databaseProxy(database.connection)
const far = openDatabase({ connection: line.connection, applicationName: 'test', log: silentLog })
afterAll(() => far.destroy())
const twin = await testApp({ db: far, storage: app.ctx.storage })
const { ask, stored } = operator
const { arrivals } = app.ctx.storage
const tus = { 'tus-resumable': '1.0.0' }
const bytesType = { 'content-type': 'application/offset+octet-stream' }

afterEach(async () => {
  vi.restoreAllMocks()
  await sweep()
  // Whatever went wrong, nothing is left that nobody knows of, and nothing is missing.
  const { orphans } = await checkStorage({ ...app.ctx, clock: { ...app.clock, now: () => new Date(8.64e15) } })
  expect(orphans).toEqual([])
  const { rows: named } = await sql<{ path: string }>`
    select 'sources/' || id as path from upload where state = 'complete'
    union select source_path from packaging where state = 'waiting'`.execute(app.db)
  expect(await stored()).toEqual(expect.arrayContaining(named.map(({ path }) => path)))
})

const crash = async () => Promise.reject(new Error('killed here'))

const sweep = () => keepHouseJob.run(app.ctx, { data: {}, signal: AbortSignal.abort(), isLast: true })

function film(length = 5000): Buffer {
  const bytes = randomBytes(length)
  bytes.write('\0\0\0\u0020ftypisom', 0, 'latin1')
  return bytes
}

async function begin(sizeBytes: number) {
  const { status, json, headers } = await ask('POST', '/operator/uploads', {
    headers: { ...tus, 'upload-length': String(sizeBytes) },
  })
  const location = headers.get('location') ?? ''
  return { status, json, location, id: location.split('/').at(-1) ?? '' }
}

const send = (location: string, body: Buffer, at = 0) =>
  ask('PATCH', location, { headers: { ...tus, ...bytesType, 'upload-offset': String(at) }, body })

async function uploadFilm(): Promise<string> {
  const { location, id } = await begin(5000)
  expect((await send(location, film())).status).toBe(204)
  return id
}

async function aVideo(): Promise<string> {
  return (await app.given.channel()).videoIds[0] ?? ''
}

const attach = (videoId: string, uploadId: string) =>
  ask('POST', `/operator/api/videos/${videoId}/media`, { body: { uploadId } })

test('a crash before the storage has made a place costs nothing', async () => {
  vi.spyOn(arrivals, 'begin').mockImplementation(crash)
  expect((await begin(5000)).status).toBe(500)
  vi.restoreAllMocks()
  await sweep()
  expect(await app.db.selectFrom('upload').select('id').execute()).toEqual([])
})

test('a crash between a film and its being known as whole is made good by whoever asks next', async () => {
  const { location, id } = await begin(5000)
  const finish = arrivals.finish.bind(arrivals)
  vi.spyOn(arrivals, 'finish').mockImplementation(async (arrival) => {
    await finish(arrival)
    await crash()
  })
  expect((await send(location, film())).status).toBe(500)
  vi.restoreAllMocks()
  const again = await ask('HEAD', location, { headers: tus })
  expect([again.status, again.headers.get('upload-offset')]).toEqual([200, '5000'])
  expect((await ask('GET', `/operator/api/uploads/${id}`)).json).toMatchObject({ state: 'complete', kind: 'video' })
  expect((await ask('DELETE', location, { headers: tus })).status).toBe(204)
  expect(await stored()).toEqual([])
})

test('a crash while a film is attached leaves it to be attached again', async () => {
  const [uploadId, videoId] = [await uploadFilm(), await aVideo()]
  vi.spyOn(app.ctx.jobs, 'enqueue').mockImplementation(crash)
  expect((await attach(videoId, uploadId)).status).toBe(500)
  vi.restoreAllMocks()
  expect((await ask('GET', `/operator/api/uploads/${uploadId}`)).json).toMatchObject({ state: 'complete' })
  expect((await attach(videoId, uploadId)).status).toBe(202)
  expect(await stored()).toContain(`sources/${uploadId}`)
})

test('a crash while bytes are removed is followed by another who removes them', async () => {
  const { location, id } = await begin(5000)
  await send(location, film().subarray(0, 100))
  vi.spyOn(arrivals, 'abandon').mockImplementation(crash)
  expect((await ask('DELETE', location, { headers: tus })).status).toBe(500)
  vi.restoreAllMocks()
  expect((await ask('HEAD', location, { headers: tus })).status).toBe(410)
  await sweep()
  expect((await operator.upload(id)).rows).toEqual([])
})

test('a film that was attached stays with its video when its upload is taken back or forgotten', async () => {
  const uploadId = await uploadFilm()
  await attach(await aVideo(), uploadId)
  expect((await ask('DELETE', `/operator/uploads/${uploadId}`, { headers: tus })).status).toBe(410)
  app.clock.advance(4 * 24 * 3600)
  await sweep()
  expect((await operator.upload(uploadId)).rows).toEqual([])
  expect(await stored()).toContain(`sources/${uploadId}`)
})

test('a worker notes the sha256 that is not known yet', async () => {
  const uploadId = await uploadFilm()
  const { rows } = await operator.upload(uploadId)
  await app.db.updateTable('upload').set({ sha256: null }).where('id', '=', uploadId).execute()
  await app.runJobs()
  expect((await operator.upload(uploadId)).rows).toEqual(rows)
})

test('a film is attached before its sha256 is known, and is then taken for one that was never imported', async () => {
  const videoId = await aVideo()
  await attach(videoId, await uploadFilm())
  const sources = () => app.db.selectFrom('video_source').select('video_id').where('video_id', '=', videoId).execute()
  expect(await sources()).toHaveLength(1)
  const uploadId = await uploadFilm()
  await app.db.updateTable('upload').set({ sha256: null }).where('id', '=', uploadId).execute()
  expect((await attach(videoId, uploadId)).status).toBe(202)
  expect(await sources()).toEqual([])
})

test('a disk that is full in the middle of a film says so, and goes on once there is room', async () => {
  const { location } = await begin(5000)
  vi.spyOn(arrivals, 'append').mockRejectedValue(Object.assign(new Error('no space left'), { code: 'ENOSPC' }))
  const bytes = film()
  const full = await send(location, bytes)
  expect([full.status, full.json]).toEqual([
    507,
    expect.objectContaining({ code: 'UploadQuotaFull', fields: [{ field: 'size', problem: 'the disk is full' }] }),
  ])
  vi.restoreAllMocks()
  expect((await send(location, bytes)).status).toBe(204)
  await ask('DELETE', location, { headers: tus })
})

for (const [step, isBegun] of [
  ['begin', false],
  ['received', true],
  ['append', true],
  ['finish', true],
] as const) {
  test(`a storage that is away is told as such, and the film goes on when it is back: ${step}`, async () => {
    const bytes = film()
    const upload = isBegun ? await begin(5000) : undefined
    const away = Object.assign(new Error('connect ECONNREFUSED 10.0.0.7:443'), { code: 'ECONNREFUSED' })
    vi.spyOn(arrivals, step).mockRejectedValue(away)
    const failed = upload ? await send(upload.location, bytes) : await begin(5000)
    expect([failed.status, failed.json]).toEqual([503, expect.objectContaining({ code: 'Unavailable' })])
    expect(JSON.stringify(failed.json)).not.toContain('10.0.0.7')
    if (upload) {
      // Clients begin again at any answer but this one.
      vi.spyOn(arrivals, 'received').mockRejectedValue(away)
      const asked = await ask('HEAD', upload.location, { headers: tus })
      expect([asked.status, asked.headers.get('retry-after')]).toEqual([423, '2'])
    }
    vi.restoreAllMocks()
    const { location } = upload ?? (await begin(5000))
    const at = Number((await ask('HEAD', location, { headers: tus })).headers.get('upload-offset'))
    if (at < 5000) expect((await send(location, bytes.subarray(at), at)).status).toBe(204)
    expect((await ask('DELETE', location, { headers: tus })).status).toBe(204)
  })
}

test('a database that is away makes nobody begin again', async () => {
  const { location } = await begin(5000)
  const askTwin = () =>
    fetch(twin.url + location, { method: 'HEAD', headers: { cookie, origin: operator.origin, ...tus } })
  expect((await askTwin()).status).toBe(200)
  await line.close()
  const away = await askTwin()
  expect([away.status, away.headers.get('retry-after')]).toEqual([423, '2'])
  const again = await databaseProxy(database.connection, line.connection.port)
  onTestFinished(() => again.close())
  expect((await askTwin()).status).toBe(200)
  await ask('DELETE', location, { headers: tus })
})

test('a film is refused that has no room beside what others were promised', async () => {
  vi.spyOn(arrivals, 'room').mockResolvedValue(10_000_000)
  const first = await begin(6_000_000)
  expect(first.status).toBe(201)
  await send(first.location, Buffer.alloc(1_000_000))
  const refused = await begin(6_000_000)
  expect([refused.status, refused.json]).toEqual([
    507,
    expect.objectContaining({ fields: [{ field: 'size', problem: 'the disk has 5.0 MB left' }] }),
  ])
  expect((await begin(5_000_000)).status).toBe(201)
  for (const { id } of await app.db.selectFrom('upload').select('id').where('state', '=', 'open').execute()) {
    await ask('DELETE', `/operator/uploads/${id}`, { headers: tus })
  }
})

test('a line that breaks while an upload is begun leaves what came, to be gone on with or taken back', async () => {
  const socket = connect(app.port, '127.0.0.1')
  const head = {
    host: 'courses.example',
    cookie,
    origin: operator.origin,
    ...tus,
    ...bytesType,
    'upload-length': 5000,
    'content-length': 5000,
  }
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
  socket.write(`POST /operator/uploads HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  socket.write(film().subarray(0, 2000))
  const uploads = async () =>
    ((await ask('GET', '/operator/api/uploads')).json as { uploads: { id: string; receivedBytes: number }[] }).uploads
  const partly = async () => (await uploads()).find(({ receivedBytes }) => receivedBytes === 2000)
  await vi.waitUntil(partly, { timeout: 15_000 })
  socket.resetAndDestroy()
  await once(socket, 'close')
  const location = `/operator/uploads/${(await partly())?.id}`
  expect((await ask('HEAD', location, { headers: tus })).headers.get('upload-offset')).toBe('2000')
  expect((await ask('DELETE', location, { headers: tus })).status).toBe(204)
})
