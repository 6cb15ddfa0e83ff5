import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { testDatabase } from '@osteocom/server/src/testing/database.ts'
import { freePort } from '@osteocom/server/src/testing/free-port.ts'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { makeFolder, processesIn, productForThisTest, removeFolder, runCommand, startProduct } from './product.ts'

// Whole programs start here, also on machines that are busy with other things.
vi.setConfig({ testTimeout: 90_000 })

let folder: string
beforeEach(() => {
  folder = makeFolder()
})
afterEach(() => removeFolder(folder))

test('answers from an empty folder, says where, and leaves no process behind when told to stop', async () => {
  const product = await startProduct(folder)
  const health = await fetch(`${product.origin}/healthz`)
  expect([health.status, await health.text(), health.headers.get('cache-control')]).toEqual([200, 'ok\n', 'no-store'])
  expect(product.printed()).toContain(`Osteocom is running in test mode: ${product.origin}\n`)
  const shop = /\S+\/demo\/api-partner\//.exec(product.printed())?.[0] ?? ''
  expect((await fetch(shop)).status).toBe(200)
  expect(processesIn(folder)).not.toEqual([])
  expect(await product.stop()).toMatchObject({ code: 0, stderr: '' })
  expect(processesIn(folder)).toEqual([])
})

test('takes an interrupt from the terminal as it takes a stop', async () => {
  const product = await startProduct(folder)
  expect(await product.stop('SIGINT')).toMatchObject({ code: 0 })
  expect(processesIn(folder)).toEqual([])
})

test('stops when only npm is told to, which started it', async () => {
  const product = await startProduct(folder, {}, ['npm', 'start'])
  await product.stop()
  expect(processesIn(folder)).toEqual([])
})

test('keeps what it had over a stop and over a kill', async () => {
  const first = await startProduct(folder)
  const made = await first.json<{ clientId: string }>('partner', 'create', '--name', 'Before', '--path', 'api')
  await first.stop()

  const second = await startProduct(folder)
  await second.json('partner', 'create', '--name', 'Between', '--path', 'api')
  await second.kill()

  const third = await startProduct(folder)
  const partners = await third.json<{ id: string; name: string }[]>('partner', 'list')
  expect(partners.map(({ name }) => name).sort()).toEqual(['Before', 'Between', 'Demo magazine', 'Demo shop'])
  expect(partners.map(({ id }) => id)).toContain(made.clientId)
  expect(await third.json('channel', 'list')).toHaveLength(3)
  await third.stop()
  expect(processesIn(folder)).toEqual([])
})

test('lets two programs work on one data folder', async () => {
  const [one, two] = [await startProduct(folder), await startProduct(folder)]
  const { clientId, clientSecret } = await one.json<Record<string, string>>(
    'partner',
    'create',
    '--name',
    'Both',
    '--path',
    'api',
  )
  const login = () =>
    fetch(`${two.origin}/sv6/contentLicensing_login`, {
      method: 'POST',
      body: JSON.stringify({ clientId, clientSecret }),
    })
  expect((await login()).status).toBe(200)
  await one.stop()
  expect((await login()).status).toBe(200)
  await two.stop()
  expect(processesIn(folder)).toEqual([])
})

test('works on an outside database and starts none of its own', async () => {
  const { url } = await testDatabase()
  const product = await productForThisTest({ DATABASE_URL: url })
  expect(await (await fetch(`${product.origin}/healthz`)).text()).toBe('ok\n')
  expect(await product.json('channel', 'list')).toHaveLength(3)
  expect(processesIn(product.dataDir)).toEqual([])
})

test('says that the port is taken, by its number, and ends', async () => {
  const stranger = createServer().listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const address = stranger.address()
  const port = typeof address === 'object' ? address?.port : undefined
  await expect(startProduct(folder, { PORT: String(port) })).rejects.toThrow(
    `Port ${port} is taken. Set PORT to another one, for example PORT=${Number(port) + 1}.`,
  )
  stranger.close()
  expect(processesIn(folder)).toEqual([])
})

test('says that the outside database does not answer, without its password', async () => {
  const url = `postgres://someone:s3cret-word@127.0.0.1:${await freePort()}/nowhere`
  const ended = await runCommand({ OSTEOCOM_DATA_DIR: folder, DATABASE_URL: url }, 'start')
  expect(ended.code).toBe(1)
  expect(ended.stderr).toMatch(/database/i)
  expect(ended.stdout + ended.stderr).not.toContain('s3cret-word')
  expect(ended.stderr).not.toContain('    at ')
})

test('names every wrong setting at once, in plain words, before it touches anything', async () => {
  const wrong = {
    OSTEOCOM_MODE: 'production',
    PORT: '99999',
    PUBLIC_URL: 'courses.example/shop',
    DATABASE_URL: 'mysql://root:s3cret-word@db/x',
    OSTEOCOM_SECRET: 'short',
    LOG_LEVEL: 'loud',
    PLAYBACK_TOKEN_SECONDS: '15m',
    TRUSTED_PROXIES: 'everyone',
  }
  const ended = await runCommand({ OSTEOCOM_DATA_DIR: `${folder}/new`, ...wrong }, 'start')
  expect(ended.code).toBe(1)
  for (const name of Object.keys(wrong)) expect(ended.stderr).toContain(`  - ${name} must be`)
  expect(ended.stderr).not.toContain('s3cret-word')
  expect(ended.stderr).not.toContain('    at ')
  expect(existsSync(`${folder}/new`)).toBe(false)
})

const liveSettings = {
  OSTEOCOM_MODE: 'live',
  STRIPE_SECRET_KEY: 'sk_live_none',
  STRIPE_WEBHOOK_SECRET: 'whsec_none',
  MAIL_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'Courses <hello@courses.example>',
}
const notLive = {
  'no public address': [{}, 'PUBLIC_URL is required in live mode'],
  'a public address without https': [
    { PUBLIC_URL: 'http://courses.example' },
    'PUBLIC_URL must begin with https: in live mode',
  ],
  'tokens of another life than promised': [
    { PUBLIC_URL: 'https://courses.example', PLAYBACK_TOKEN_SECONDS: '5' },
    'PLAYBACK_TOKEN_SECONDS must be left at 900 in live mode',
  ],
  'an outside database and no secret': [
    { PUBLIC_URL: 'https://courses.example', DATABASE_URL: 'postgres://db/osteocom' },
    'OSTEOCOM_SECRET is required with DATABASE_URL',
  ],
} as const
for (const [title, [settings, problem]] of Object.entries(notLive)) {
  test(`refuses live mode with ${title}`, async () => {
    const ended = await runCommand({ OSTEOCOM_DATA_DIR: folder, ...liveSettings, ...settings }, 'start')
    expect(ended.code).toBe(1)
    expect(ended.stderr).toContain(problem)
  })
}

test('shows in live mode no demo course, no shop, no ribbon and no secret', async () => {
  const port = await freePort()
  const live = { ...liveSettings, PUBLIC_URL: 'https://courses.example', PORT: String(port) }
  const product = await productForThisTest(live)
  expect(await product.json('channel', 'list')).toEqual([])
  expect(await product.json('partner', 'list')).toEqual([])
  const here = `http://127.0.0.1:${port}`
  const home = await (await fetch(here)).text()
  expect(home).not.toMatch(/demo|secret|ribbon/i)
  expect((await fetch(`${here}/demo/api-partner/`)).status).toBe(404)
})
