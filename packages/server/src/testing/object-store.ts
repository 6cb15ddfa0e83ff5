import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll } from 'vitest'
import type { ObjectStoreSettings } from '../platform/storage/s3-storage.ts'

const script = fileURLToPath(new URL('object-store.py', import.meta.url))
const credentials = { accessKeyId: 'test:tester', secretAccessKey: 'not-a-real-key' }

/** Debian's Swift, which speaks S3 and checks every signature, with one empty bucket. Ends when the test file is through. */
export async function testObjectStore(): Promise<ObjectStoreSettings> {
  const folder = mkdtempSync(join(tmpdir(), 'test-objects-'))
  const server = spawn('/usr/bin/python3', [script, folder, credentials.accessKeyId, credentials.secretAccessKey], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  server.stderr.on('data', (text: Buffer) => {
    said += text.toString()
  })
  const ended = once(server, 'exit')
  afterAll(async () => {
    server.kill('SIGKILL')
    await ended
    rmSync(folder, { recursive: true, force: true })
  })
  const [port] = await Promise.race([
    once(server.stdout, 'data'),
    ended.then(() => Promise.reject(new Error(`the object store ended: ${said}`))),
  ])
  const settings = {
    bucket: 'courses',
    region: 'test-1',
    endpoint: `http://127.0.0.1:${Number(port)}`,
    credentials,
    prefix: 'osteocom/',
    isPathStyle: true,
  }
  const client = new S3Client({ ...settings, forcePathStyle: true })
  await client.send(new CreateBucketCommand({ Bucket: settings.bucket }))
  client.destroy()
  return settings
}
