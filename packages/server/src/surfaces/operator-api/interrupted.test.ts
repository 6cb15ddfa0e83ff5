import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { afterAll, expect, test } from 'vitest'
import { hashFile } from '../../features/uploads/hash-file.ts'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { cuttingProxy } from './testing/cutting-proxy.ts'
import { operatorCookie } from './testing/operator.ts'
import { runProgram } from './testing/program.ts'

const megabyte = 1_000_000

const dataDir = mkdtempSync(join(tmpdir(), 'test-upload-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
const { db, url } = await testDatabase()
// Signs in with the same secret on the same database: to the program it is one of its own log-ins.
const twin = await testApp({ db })
const cookie = await operatorCookie(twin)
const program = await runProgram({
  OSTEOCOM_DATA_DIR: dataDir,
  DATABASE_URL: url,
  OSTEOCOM_SECRET: Buffer.alloc(48, 'test secret').toString(),
  PUBLIC_URL: twin.ctx.publicUrl,
})
const line = await cuttingProxy(program.port)

test('a film arrives whole though the line drops and the server is killed', { timeout: 120_000 }, async () => {
  const film = randomBytes(150 * megabyte)
  film.write('\0\0\0\u0020ftypisom', 0, 'latin1')
  const troubles: { at: number; happen: () => void }[] = [
    { at: 40 * megabyte, happen: () => line.cut() },
    { at: 90 * megabyte, happen: () => void program.kill().then(program.start) },
  ]
  let sent = 0
  let last = 0
  const { uploadUrl, digest } = await new Promise<{ uploadUrl: string; digest: string | undefined }>((done, failed) => {
    const upload = new Upload(film, {
      endpoint: `http://127.0.0.1:${line.port}/operator/uploads`,
      headers: { cookie, origin: twin.ctx.publicUrl },
      metadata: { filename: 'film.mp4' },
      retryDelays: Array.from({ length: 60 }, () => 250),
      onProgress: (bytes) => {
        sent += Math.max(0, bytes - last)
        last = bytes
        if (bytes > (troubles[0]?.at ?? Number.POSITIVE_INFINITY)) troubles.shift()?.happen()
      },
      onError: failed,
      onSuccess: ({ lastResponse }) =>
        done({ uploadUrl: upload.url ?? '', digest: lastResponse.getHeader('repr-digest') }),
    })
    upload.start()
  })
  expect(troubles).toEqual([])
  const sha256 = createHash('sha256').update(film).digest()
  expect(digest).toBe(`sha-256=:${sha256.toString('base64')}:`)
  const kept = await hashFile(join(dataDir, 'storage/sources', uploadUrl.split('/').at(-1) ?? ''))
  expect(kept.equals(sha256)).toBe(true)
  // What had arrived before each trouble is not sent again.
  expect(sent).toBeLessThan(film.length * 1.2)
})
