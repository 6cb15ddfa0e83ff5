import { expect, test } from 'vitest'
import { agreeChannels } from '../../features/catalog/agree-channels.ts'
import { publishChannel } from '../../features/catalog/publish.ts'
import { part } from '../../testing/answer.ts'
import { testApp } from '../../testing/app.ts'
import { anId, type GivenPartner } from '../../testing/given.ts'

const app = await testApp()
const twin = await testApp({ db: app.db, clock: app.clock })

async function read(partner: GivenPartner, node = app): Promise<{ idChannel: string; [field: string]: unknown }[]> {
  const answer = await node.call('contentLicensing_catalog', { clientId: partner.clientId }, partner)
  expect(answer.status).toBe(200)
  return part(answer.body, 'catalog') as { idChannel: string }[]
}

const presented = (name: string) => ({
  title: `${name} <b>&</b>`,
  subtitle: `Über ${name}`,
  htmlDescription: `<p onclick="x()">${name}<script>alert(1)</script></p><a href="javascript:x()">y</a>`,
  cover: `${name}/cover.jpg`,
  background: `${name}/background.jpg`,
  trailer: `${name}/trailer.mp4`,
})

test('shows the agreed channel field by field', async () => {
  const [id, first, last, withPortrait, without] = [anId(), anId(), anId(), anId(), anId()]
  const createdAt = app.clock.now()
  await publishChannel(app.ctx, {
    authors: [
      { id: withPortrait, name: 'Elena Marsh', image: 'authors/elena.jpg' },
      { id: without, name: 'علي', image: '' },
    ],
    channel: {
      id,
      ...presented('channel'),
      language: 'ar',
      priceMinor: 1230,
      currency: 'KWD',
      authorIds: [without, withPortrait],
      createdAt,
    },
    videos: [
      { id: last, channelId: id, position: 1, ...presented('last'), authorIds: [], createdAt },
      { id: first, channelId: id, position: 0, ...presented('first'), authorIds: [withPortrait], createdAt },
    ],
  })
  for (const videoId of [first, last]) await app.given.media(videoId)
  await app.db.updateTable('media_asset').set({ duration_seconds: 65.6 }).where('video_id', '=', first).execute()
  const partner = await app.given.partner({ channels: [{ id, videoIds: [] }] })

  const files = 'https://courses.example/files'
  const shown = (name: string) => ({
    title: `${name} <b>&</b>`,
    subtitle: `Über ${name}`,
    htmlDescription: `<p>${name}</p><a rel="noopener nofollow">y</a>`,
    cover: `${files}/${name}/cover.jpg`,
    background: `${files}/${name}/background.jpg`,
    trailer: `${files}/${name}/trailer.mp4`,
  })
  const elena = { name: 'Elena Marsh', image: `${files}/authors/elena.jpg` }
  const played = { videoQuality: '360p', audio: ['en'], captions: { it: 'Italiano' } }
  expect(await read(partner)).toEqual([
    {
      idChannel: id,
      authors: [{ name: 'علي', image: '' }, elena],
      ...shown('channel'),
      price: 1.23,
      currency: 'KWD',
      language: 'ar',
      video: [
        { videoId: first, authors: [elena], ...shown('first'), duration: 66, ...played },
        { videoId: last, authors: [], ...shown('last'), duration: 65, ...played },
      ],
    },
  ])
})

test('a partner with nothing agreed reads an empty catalog', async () => {
  expect(await read(await app.given.partner())).toEqual([])
})

test('shows only what is agreed and enabled, at each partner’s own price', async () => {
  const [common, theirs] = [await app.given.channel(), await app.given.channel()]
  const [one, two] = [
    await app.given.partner({ channels: [common] }),
    await app.given.partner({ channels: [common, theirs] }),
  ]
  await app.db.updateTable('catalog_entry').set({ price_minor: 1 }).where('partner_id', '=', two.clientId).execute()
  expect((await read(one)).map(({ idChannel, price }) => [idChannel, price])).toEqual([[common.id, 49]])
  expect((await read(two)).map(({ price }) => price)).toEqual([0.01, 0.01])
  await app.db
    .updateTable('catalog_entry')
    .set({ is_enabled: false })
    .where('partner_id', '=', two.clientId)
    .where('channel_id', '=', common.id)
    .execute()
  expect((await read(two)).map(({ idChannel }) => idChannel)).toEqual([theirs.id])
  expect((await read(one)).map(({ idChannel }) => idChannel)).toEqual([common.id])
})

const shapes: Record<string, [width: number, height: number, quality: string]> = {
  'a picture of television': [1920, 1080, '1080p'],
  'one that stands upright': [1080, 1920, '1080p'],
  'one of the cinema': [1920, 804, '1080p'],
  'one of old television': [1440, 1080, '1080p'],
  'a small one': [426, 240, '240p'],
  'a square': [480, 480, '480p'],
}
for (const [title, [width, height, videoQuality]] of Object.entries(shapes)) {
  test(`says the quality of ${title} by its rung`, async () => {
    const seen = await app.given.channel()
    const { id } = await app.db
      .selectFrom('media_asset')
      .select('id')
      .where('video_id', '=', seen.videoIds[0] ?? '')
      .executeTakeFirstOrThrow()
    await app.db.updateTable('rendition').set({ width, height }).where('asset_id', '=', id).execute()
    const [shown] = await read(await app.given.partner({ channels: [seen] }))
    expect(shown?.['video']).toMatchObject([{ videoQuality }])
  })
}

test('a video without anything to play is not shown', async () => {
  const channel = await app.given.channel({ videos: 2 })
  const partner = await app.given.partner({ channels: [channel] })
  await app.db
    .deleteFrom('media_asset')
    .where('video_id', '=', channel.videoIds[0] ?? '')
    .execute()
  const [shown] = await read(partner)
  expect(shown).toMatchObject({ video: [{ videoId: channel.videoIds[1] }] })
  expect(shown?.['video']).toHaveLength(1)
})

const [author, channel, fresh] = [anId(), await app.given.channel({ videos: 2 }), await app.given.channel()]
await app.db.insertInto('author').values({ id: author, name: 'Before', image: '' }).execute()
await app.db.insertInto('channel_author').values({ channel_id: channel.id, author_id: author, position: 0 }).execute()
const video = channel.videoIds[0] ?? ''
const partner = await app.given.partner({ channels: [channel] })
const asset = await app.db
  .selectFrom('media_asset')
  .select('id')
  .where('video_id', '=', video)
  .executeTakeFirstOrThrow()

const changes: Record<string, () => Promise<unknown>> = {
  'a channel’s title': () =>
    app.db.updateTable('channel').set({ title: 'After' }).where('id', '=', channel.id).execute(),
  'a video’s title': () => app.db.updateTable('video').set({ title: 'After' }).where('id', '=', video).execute(),
  'an author’s name': () => app.db.updateTable('author').set({ name: 'After' }).where('id', '=', author).execute(),
  'a video’s author': () =>
    app.db.insertInto('video_author').values({ video_id: video, author_id: author, position: 0 }).execute(),
  'a channel’s authors': () => app.db.deleteFrom('channel_author').where('channel_id', '=', channel.id).execute(),
  'the price': () =>
    app.db.updateTable('catalog_entry').set({ price_minor: 7 }).where('partner_id', '=', partner.clientId).execute(),
  'the best rendition': () =>
    app.db
      .insertInto('rendition')
      .values({ asset_id: asset.id, name: 'v720', width: 1280, height: 720, bandwidth: 1 })
      .execute(),
  'an audio language': () =>
    app.db
      .insertInto('audio_track')
      .values({ asset_id: asset.id, name: 'a-fr', language: 'fr', position: 1 })
      .execute(),
  'a caption': () =>
    app.db.insertInto('caption').values({ asset_id: asset.id, name: 'c-fr', language: 'fr', position: 1 }).execute(),
  'the length': () =>
    app.db.updateTable('media_asset').set({ duration_seconds: 12 }).where('id', '=', asset.id).execute(),
  'a channel more': () => agreeChannels(app.ctx, { partnerId: partner.clientId, channels: [fresh.id] }),
  'a channel less': () => app.db.deleteFrom('catalog_entry').where('channel_id', '=', fresh.id).execute(),
  'a video less': () =>
    app.db
      .deleteFrom('media_asset')
      .where('video_id', '=', channel.videoIds[1] ?? '')
      .execute(),
}
for (const [title, change] of Object.entries(changes)) {
  test(`the next reading shows a change of ${title}, on every node`, async () => {
    const before = [await read(partner), await read(partner, twin)]
    expect(before[0]).toEqual(before[1])
    await change()
    const after = await read(partner)
    expect(after).not.toEqual(before[0])
    expect(await read(partner, twin)).toEqual(after)
  })
}
