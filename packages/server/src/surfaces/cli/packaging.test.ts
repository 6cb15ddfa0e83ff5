import { expect, test, vi } from 'vitest'
import { packageVideo, startPackaging } from '../../features/media/index.ts'
import { masterFile } from '../../features/media/testing/master-file.ts'
import { testApp } from '../../testing/app.ts'
import { program } from './index.ts'
import { commandLine } from './testing/command-line.ts'

const app = await testApp()
const { ctx } = app
const run = commandLine(ctx)
const file = masterFile(ctx.config.dataDir, 'short.mp4', { size: '256x144', seconds: 1, tones: [{ pitch: 440 }] })
const videoId = (await app.given.channel()).videoIds[0] ?? ''
const endless = new AbortController().signal

const start = async (priority = 0) =>
  (await startPackaging(ctx, { videoId, source: { file }, ladder: [144], priority, actor: 'test' })).packagingId

test('what waits says for what: its place, or room on the disk and when it is tried again', async () => {
  const packagingId = await start(5)
  expect(await run('packaging', 'list')).toMatch(/waiting +0 % +no .* the next free worker/)
  const freeSpace = async () => ({ device: 1, bytes: 1 })
  const full = { ...ctx, packager: { ...ctx.packager, freeSpace } }
  await expect(packageVideo(full, { packagingId, signal: endless })).rejects.toThrow('too little room')
  expect(await run('packaging', 'show', packagingId)).toMatch(
    /waits for +There is too little room .*; again at 10:02:00/,
  )
  app.clock.advance(180)
  expect(await run('packaging', 'show', packagingId)).toMatch(/waits for +the next free worker, to go on/)
})

test('following tells what changes until it has ended, and then how long each part took', async () => {
  const packagingId = await start()
  const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
  const cli = program({ start: async () => undefined, withHouse: (work) => work(ctx) })
  const following = cli.parseAsync(['packaging', 'show', packagingId, '--follow'], { from: 'user' })
  await vi.waitUntil(() => written.mock.calls.length > 0, { timeout: 20_000 })
  await packageVideo(ctx, { packagingId, signal: endless })
  await following
  const printed = written.mock.calls.map(([text]) => String(text)).join('')
  written.mockRestore()
  const lines = printed.split('\n')
  expect(lines[0]).toMatch(/^10:\d\d:\d\d +0 % {2}waiting {2}the next free worker$/)
  expect(printed).toMatch(/ 100 % {2}done\n/)
  expect(printed).toMatch(/\nv144 +done +0\.0 s\na-en +done +0\.0 s\npictures +done +0\.0 s\n/)
})

test('what is printed for programs holds every part', async () => {
  const packagingId = await start()
  await packageVideo(ctx, { packagingId, signal: endless })
  const { parts, ...told } = JSON.parse(await run('packaging', 'show', packagingId, '--json')) as { parts: object[] }
  expect(told).toMatchObject({ id: packagingId, state: 'done', progress: 1, retryAt: null, queuePlace: null })
  expect(parts).toContainEqual({ name: 'v144', kind: 'video', progress: 1, isDone: true, tookSeconds: 0 })
})
