import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { commandLine } from './testing/command-line.ts'

const app = await testApp()
const folder = folderForThisFile()
const film = join(folder, 'one.mp4')
const sound = join(folder, 'one.fr.wav')
const captions = join(folder, 'one.it.srt')
const cover = Buffer.from('89504e470d0a1a0a0000000d49484452000001000000009008020000000000000000', 'hex')

const manifest = {
  id: 'spine',
  language: 'en',
  title: 'The spine',
  description: '<p>Hello <script>x()</script></p>',
  price: 149.5,
  currency: 'EUR',
  cover: 'cover.png',
  authors: [{ id: 'elena', name: 'Elena Marsh' }],
  videos: [
    { id: 'one', title: 'One', file: 'one.mp4', authors: ['elena'], audio: ['en'], captions: { it: 'one.it.srt' } },
    { id: 'two', title: 'Two', file: 'two.mp4' },
  ],
}

beforeAll(() => {
  for (const [name, source] of [
    ['one', 'testsrc2'],
    ['two', 'smptebars'],
  ] as const) {
    const input = [
      '-f',
      'lavfi',
      '-i',
      `${source}=size=320x180:rate=10:duration=2`,
      '-f',
      'lavfi',
      '-i',
      'sine=duration=2',
    ]
    execFileSync('ffmpeg', ['-v', 'error', ...input, '-shortest', '-y', join(folder, `${name}.mp4`)])
  }
  execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'sine=frequency=880:duration=2', '-y', sound])
  writeFileSync(captions, '1\n00:00:00,000 --> 00:00:01,000\nCiao\n')
  writeFileSync(join(folder, 'cover.png'), cover)
})

const write = (change: object = {}) =>
  writeFileSync(join(folder, 'course.json'), JSON.stringify({ ...manifest, ...change }))

interface Row {
  videoId: string
  state: string
  packagingId: string
  title: string
}

const print = commandLine(app.ctx)
const run = async (...words: string[]) => JSON.parse(await print('video', 'import', ...words, '--json')) as Row[]

test('a film becomes a video of a channel and can be played', { timeout: 60_000 }, async () => {
  const { id } = await app.given.channel({ videos: 1 })
  const [row] = await run(
    film,
    '--channel',
    id,
    '--title',
    'The new one',
    '--captions',
    `it=${captions}`,
    '--audio',
    'it',
    '--audio',
    `fr=${sound}`,
  )
  expect(row).toMatchObject({ state: 'packaging', title: 'The new one' })
  await app.runJobs()
  const partner = await app.given.partner({ channels: [{ id, videoIds: [] }] })
  const { body } = await app.call('contentLicensing_catalog', { clientId: partner.clientId }, { token: partner.token })
  const { video } = (body as { catalog: { video: object[] }[] }).catalog[0] ?? { video: [] }
  expect(video[1]).toMatchObject({
    videoId: row?.videoId,
    title: 'The new one',
    audio: ['it', 'fr'],
    captions: { it: 'Italiano' },
  })
})

test('a folder with a manifest becomes a channel, and the same once more changes nothing', {
  timeout: 60_000,
}, async () => {
  write()
  const first = await run(folder)
  expect(first.map(({ title, state }) => [title, state])).toEqual([
    ['One', 'packaging'],
    ['Two', 'packaging'],
  ])
  await app.runJobs()
  const count = async () => {
    const rows = await Promise.all(
      (['channel', 'video', 'author', 'packaging', 'video_source'] as const).map((table) =>
        app.db
          .selectFrom(table)
          .select(({ fn }) => fn.countAll<number>().as('rows'))
          .executeTakeFirstOrThrow(),
      ),
    )
    const files = []
    for await (const { path } of app.ctx.storage.list()) files.push(path)
    return { rows: rows.map((row) => row.rows), files: files.sort() }
  }
  const before = await count()
  const again = await run(folder)
  expect(again.map(({ state }) => state)).toEqual(['unchanged', 'unchanged'])
  expect(again.map(({ videoId }) => videoId)).toEqual(first.map(({ videoId }) => videoId))
  await app.runJobs()
  expect(await count()).toEqual(before)
  const channel = await app.db
    .selectFrom('channel')
    .selectAll()
    .where('title', '=', 'The spine')
    .executeTakeFirstOrThrow()
  expect(channel).toMatchObject({ price_minor: 14950, html_description: '<p>Hello </p>' })
  expect(await app.ctx.storage.readAll(`public/${channel.cover}`)).toEqual(cover)
})

test('a manifest that changed changes its channel: order, words and one film', { timeout: 60_000 }, async () => {
  write()
  await run(folder)
  await app.runJobs()
  const [one, two] = manifest.videos
  write({
    title: 'The spine, again',
    videos: [
      { ...two, title: 'Two first' },
      { ...one, file: 'two.mp4' },
    ],
  })
  const rows = await run(folder)
  expect(rows.map(({ title, state }) => [title, state])).toEqual([
    ['Two first', 'unchanged'],
    ['One', 'packaging'],
  ])
  const videos = await app.db
    .selectFrom('video')
    .innerJoin('channel', 'channel.id', 'channel_id')
    .select(['video.title', 'position'])
    .where('channel.title', '=', 'The spine, again')
    .orderBy('position')
    .execute()
  expect(videos.map(({ title }) => title)).toEqual(['Two first', 'One'])
})

const faults: Record<string, [object, string]> = {
  'without a title': [{ title: undefined }, 'title'],
  'with a misspelt field': [{ titel: 'x' }, ''],
  'with a price in text': [{ price: '149' }, 'price'],
  'with more decimals than the currency has': [{ price: 1.005 }, 'price'],
  'with a price below what can be charged': [{ price: 0.49 }, 'price'],
  'with a currency we do not have': [{ currency: 'QQQ' }, 'currency'],
  'with a video twice': [{ videos: [manifest.videos[1], manifest.videos[1]] }, 'videos'],
  'with an author nobody named': [{ authors: [] }, 'videos.0.authors'],
  'with a film that is not there': [{ videos: [{ id: 'x', title: 'X', file: 'x.mp4' }] }, 'videos.0.file'],
  'with a film outside the folder': [{ videos: [{ id: 'x', title: 'X', file: '../x.mp4' }] }, '../x.mp4'],
  'with a page as its cover': [{ cover: 'course.json' }, 'cover'],
}
for (const [title, [change, field]] of Object.entries(faults)) {
  test(`refuses a manifest ${title}, and writes nothing`, async () => {
    write({ id: 'faulty', title: 'Faulty', ...change })
    await expect(run(folder)).rejects.toMatchObject({ fields: [expect.objectContaining({ field })] })
    const found = await app.db.selectFrom('channel').select('id').where('title', '=', 'Faulty').execute()
    expect(found).toEqual([])
  })
}

test('a file that is no film is refused before a video is made of it', async () => {
  const { id } = await app.given.channel({ videos: 1 })
  await expect(run(captions, '--channel', id)).rejects.toMatchObject({ code: 'UnsuitableFile' })
  await expect(run(film)).rejects.toMatchObject({ fields: [{ field: '--channel', problem: expect.any(String) }] })
  const videos = await app.db.selectFrom('video').select('id').where('channel_id', '=', id).execute()
  expect(videos).toHaveLength(1)
})
