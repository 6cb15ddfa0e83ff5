import { createReadStream, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Upload } from 'tus-js-client'
import { describe, expect, test, vi } from 'vitest'
import { testApp } from '../../testing/app.ts'
import { testDatabase } from '../../testing/database.ts'
import { testObjectStore } from '../../testing/object-store.ts'
import { folderForThisFile } from '../../testing/temporary-folder.ts'
import { cuttingProxy } from './testing/cutting-proxy.ts'
import { writeFilm } from './testing/large-film.ts'
import { operatorCookie } from './testing/operator.ts'
import { runProgram } from './testing/program.ts'

const megabyte = 1_000_000
// By hand with several GB: DRILL_UPLOAD_MB=4500 npx vitest run packages/server/src/surfaces/operator-api/interrupted.test.ts
const drillMegabytes = Number(process.env['DRILL_UPLOAD_MB'] ?? 0)
// What receiving, hashing and the parts of an object store may take in memory, whatever the size of the film.
const memoryBytes = 400 * megabyte

const dataDir = folderForThisFile()

const { prefix, bucket, region, endpoint, credentials } = await testObjectStore()
const objectStore = {
  S3_BUCKET: bucket,
  S3_REGION: region,
  S3_ENDPOINT: endpoint ?? '',
  S3_PREFIX: prefix,
  S3_FORCE_PATH_STYLE: 'yes',
  S3_ACCESS_KEY_ID: credentials?.accessKeyId ?? '',
  S3_SECRET_ACCESS_KEY: credentials?.secretAccessKey ?? '',
}
const places = {
  'into a folder': { nodes: 1, megabytes: 150, mayResend: 0.2, settings: {} },
  'into a bucket, through two nodes': { nodes: 2, megabytes: 50, mayResend: 1, settings: objectStore },
}

for (const [place, { nodes, megabytes, mayResend, settings }] of Object.entries(places)) {
  describe(place, async () => {
    const { db, url } = await testDatabase()
    // Signs in with the same secret on the same database: to the programs it is one of their own log-ins.
    const twin = await testApp({ db })
    const cookie = await operatorCookie(twin)
    const origin = twin.ctx.publicUrl
    const programs: Awaited<ReturnType<typeof runProgram>>[] = []
    for (let i = 0; i < nodes; i++) {
      programs.push(
        await runProgram({
          OSTEOCOM_DATA_DIR: join(dataDir, `${nodes}-${i}`),
          DATABASE_URL: url,
          OSTEOCOM_SECRET: Buffer.alloc(48, 'test secret').toString(),
          PUBLIC_URL: origin,
          ...settings,
        }),
      )
    }
    let turn = 0
    const node = () => programs[turn % nodes] as (typeof programs)[number]
    const line = await cuttingProxy(() => node().port)
    const idle = programs.map(({ pid }) => peakMemory(pid()))

    const cut = () => {
      turn++
      line.cut()
    }
    const kill = () => {
      const killed = node()
      turn++
      void killed.kill().then(killed.start)
    }

    const sizeBytes = (drillMegabytes || megabytes) * megabyte
    test('a film arrives whole though the line drops and the server is killed', {
      timeout: 180_000 + sizeBytes / 5000,
    }, async () => {
      const file = join(dataDir, 'film.mp4')
      const sha256 = await writeFilm(file, sizeBytes)
      const troubles = [0.25, 0.55, 0.8].map((share) => ({
        at: share * sizeBytes,
        happen: share === 0.55 ? kill : cut,
      }))
      const progress = { sent: 0, last: 0 }
      const startedAt = performance.now()
      const location = await new Promise<string>((done, failed) => {
        const upload = new Upload(createReadStream(file), {
          endpoint: `http://127.0.0.1:${line.port}/operator/uploads`,
          headers: { cookie, origin },
          metadata: { filename: 'film.mp4' },
          uploadSize: sizeBytes,
          retryDelays: Array.from({ length: 240 }, () => 250),
          onProgress: (bytes) => {
            progress.sent += Math.max(0, bytes - progress.last)
            progress.last = bytes
            if (bytes > (troubles[0]?.at ?? Number.POSITIVE_INFINITY)) troubles.shift()?.happen()
          },
          onError: failed,
          onSuccess: () => done(upload.url ?? ''),
        })
        upload.start()
      })
      expect(troubles).toEqual([])
      const uploadSeconds = (performance.now() - startedAt) / 1000
      // What had arrived before each trouble is not sent again; of an object store, but for what a node had in memory.
      const resent = progress.sent / sizeBytes - 1
      expect(resent).toBeLessThan(mayResend)
      const id = location.split('/').at(-1) ?? ''
      const ask = (path: string, body?: object) =>
        fetch(`http://127.0.0.1:${node().port}/operator/api${path}`, {
          headers: { cookie, origin, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
        })
      const known = () =>
        ask(`/uploads/${id}`).then(async (answer) => (await answer.json()) as { sha256: string | null })
      // A worker hashes what is large.
      await vi.waitUntil(async () => (await known()).sha256 !== null, { timeout: 120_000, interval: 250 })
      expect(await known()).toMatchObject({ state: 'complete', sizeBytes, sha256: sha256.toString('hex') })

      const { videoIds } = await twin.given.channel()
      const attachedAt = performance.now()
      expect((await ask(`/videos/${videoIds[0]}/media`, { uploadId: id })).status).toBe(202)
      const attachSeconds = (performance.now() - attachedAt) / 1000
      const peaks = programs.map(({ pid }, i) => peakMemory(pid()) - (idle[i] ?? 0))
      if (drillMegabytes > 0) {
        process.stdout.write(`${JSON.stringify({ place, sizeBytes, uploadSeconds, resent, attachSeconds, peaks })}\n`)
      }
      for (const peak of peaks) expect(peak).toBeLessThan(memoryBytes)
    })
  })
}

/** The most memory a process ever had, in bytes. */
function peakMemory(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1]) * 1024
}
