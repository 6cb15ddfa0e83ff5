import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { commandLine } from './testing/command-line.ts'

const app = await testApp()
const folder = folderForThisFile()

function draw(name: string, source: string): string {
  const file = join(folder, name)
  const input = ['-f', 'lavfi', '-i', `${source}=size=320x180:rate=10:duration=2`]
  execFileSync('ffmpeg', ['-v', 'error', ...input, '-y', file])
  return file
}

let film = ''
let newer = ''
beforeAll(() => {
  film = draw('film.mp4', 'testsrc2')
  newer = draw('newer.mp4', 'smptebars')
})
const print = commandLine(app.ctx)
const run = (...words: string[]) => print('video', ...words)

async function storedFiles(): Promise<string[]> {
  const files = []
  for await (const { path } of app.ctx.storage.list()) files.push(path)
  return files.sort()
}

test('a film is imported, listed, replaced by another and removed, and nothing of it stays', {
  timeout: 60_000,
}, async () => {
  const { id: channel } = await app.given.channel({ videos: 1 })
  const before = await storedFiles()
  const [first] = JSON.parse(await run('import', film, '--channel', channel, '--title', 'Curves', '--json'))
  expect(await run('list', '--channel', channel)).toMatch(new RegExp(`${first.videoId} +plays nothing +Curves`))
  await app.runJobs()
  expect(await run('list', '--channel', channel)).toMatch(new RegExp(`${first.videoId} +00:00:02 +Curves`))

  const [second] = JSON.parse(await run('import', newer, '--video', first.videoId, '--json'))
  expect(second).toMatchObject({ videoId: first.videoId, title: 'Curves', state: 'packaging' })
  const [same] = JSON.parse(await run('import', newer, '--video', first.videoId, '--json'))
  expect(same).toMatchObject({ packagingId: second.packagingId, state: 'unchanged' })
  await app.runJobs()

  expect(await run('remove', first.videoId)).toContain('Curves')
  expect(await run('list', '--channel', channel)).not.toContain('Curves')
  expect(await storedFiles()).toEqual(before)
})

test('what is not known, or asked for at once with what rules it out, is refused in words', async () => {
  await expect(run('remove', '0'.repeat(24))).rejects.toMatchObject({
    fields: [{ field: 'video', problem: 'is not known: see osteocom video list' }],
  })
  const { id: channel } = await app.given.channel({ videos: 1 })
  await expect(run('import', film, '--video', '0'.repeat(24))).rejects.toMatchObject({ fields: [{ field: 'video' }] })
  await expect(run('import', film, '--video', 'x', '--channel', channel)).rejects.toMatchObject({
    fields: [{ field: '--video', problem: 'goes without --channel and --title' }],
  })
  await expect(run('import', folder, '--video', 'x')).rejects.toMatchObject({ fields: [{ field: folder }] })
})
