import { afterEach, expect, test } from 'vitest'
import { diskStorage } from '../../platform/storage/disk-storage.ts'
import { testApp } from '../../testing/app.ts'
import { testClock } from '../../testing/clock.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { commandLine } from './testing/command-line.ts'

const clock = testClock(new Date())
const { ctx: base, given } = await testApp({ clock })
const folder = folderForThisFile()
const storage = diskStorage(folder)
const ctx = { ...base, storage, config: { ...base.config, storage: { folder, objectStore: undefined } } }

afterEach(() => {
  process.exitCode = undefined
})

const print = commandLine(ctx)

/** What a command prints, and the status it ends with. */
async function run(...words: string[]): Promise<{ said: string; status: typeof process.exitCode }> {
  process.exitCode = undefined
  return { said: await print(...words), status: process.exitCode }
}

test('a clean storage is clean', async () => {
  const { said, status } = await run('storage', 'check')
  expect(status).toBeUndefined()
  expect(said).toMatch(/^orphans +0$/m)
  expect(said).toMatch(/^missing +0$/m)
})

test('names what nothing leads to, fails for it, and removes it when told to', async () => {
  await storage.put('public/x/stray.jpg', Buffer.from('12345'))
  clock.advance(25 * 3600)
  const found = await run('storage', 'check')
  expect(found.status).toBe(1)
  expect(found.said).toMatch(/^orphan +5 +public\/x\/stray\.jpg$/m)
  const repaired = await run('storage', 'check', '--repair')
  expect(repaired.said).toMatch(/^removed +5 +public\/x\/stray\.jpg$/m)
  expect(repaired.status).toBeUndefined()
  expect(JSON.parse((await run('storage', 'check', '--json')).said)).toMatchObject({
    files: 0,
    orphans: [],
    missing: [],
  })
})

test('names what is missing or damaged, which --repair cannot mend, and fails for it', async () => {
  await given.channel({ videos: 0 })
  await storage.put('public/a/cover.jpg', Buffer.alloc(0))
  const { said, status } = await run('storage', 'check', '--repair')
  expect(status).toBe(1)
  expect(said).toMatch(/^damaged +public\/a\/cover\.jpg +empty$/m)
  expect(said).toMatch(/^missing +public\/a\/trailer\.mp4$/m)
  expect(said).toContain('from a backup, or by importing its video again')
})

test('moves nowhere without a bucket', async () => {
  await expect(run('storage', 'move', '--to', 's3')).rejects.toMatchObject({
    fields: [{ field: 'S3_BUCKET', problem: expect.stringContaining('is not set') }],
  })
})
