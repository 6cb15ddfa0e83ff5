import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { type Context, createContext } from '../app/context.ts'
import { buildHttpApp } from '../app/http-app.ts'
import type { loadPlayer } from '../app/player-bundle.ts'
import { readConfig } from '../config/config.ts'
import { findOutbox, type Mail } from '../features/mailing/index.ts'
import type { Database } from '../platform/database/open.ts'
import { closeWithin } from '../platform/http/close-within.ts'
import { createLog } from '../platform/log.ts'
import { diskStorage } from '../platform/storage/disk-storage.ts'
import type { Storage } from '../platform/storage/storage.ts'
import { jobWorkers } from '../surfaces/jobs/index.ts'
import { type Answer, readAnswer } from './answer.ts'
import { type TestClock, testClock } from './clock.ts'
import { testDatabase } from './database.ts'
import { type Given, givenOn } from './given.ts'

export interface TestApp {
  url: string
  port: number
  ctx: Context
  db: Database
  clock: TestClock
  given: Given
  /** Calls a method of the API path. What is neither text nor bytes is sent as JSON. */
  call(method: string, body: unknown, options?: CallOptions): Promise<Answer>
  get(path: string, headers?: Record<string, string>): Promise<Answer>
  /** Does every job that is due, and what comes of it, until none is left. */
  runJobs(): Promise<void>
  /** Every letter there has been whose words are still kept, the oldest first. */
  mails(): Promise<Mail[]>
}

export interface CallOptions {
  token?: string | undefined
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** What live mode asks for beyond a public address. */
export const liveSettings = {
  OSTEOCOM_MODE: 'live',
  STRIPE_SECRET_KEY: 'sk_live_none',
  STRIPE_WEBHOOK_SECRET: 'whsec_none',
  MAIL_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'Courses <hello@courses.example>',
}

const generous = { PARTNER_REQUESTS_PER_SECOND: '100000', LOGINS_PER_MINUTE: '100000' }

/** The real application on a port of its own, on a fresh database or the one given. Ends when the test file is through. */
export async function testApp(
  options: {
    settings?: Record<string, string>
    db?: Database
    clock?: TestClock
    /** A folder of its own when left out. */
    storage?: Storage
    /** The real player, for tests that watch; without, pages only name its files. */
    getPlayer?: typeof loadPlayer
  } = {},
): Promise<TestApp> {
  const { clock = testClock(), db = (await testDatabase()).db } = options
  const folder = mkdtempSync(join(tmpdir(), 'test-app-'))
  const ctx = await createContext({
    config: readConfig({
      PUBLIC_URL: 'https://courses.example',
      OSTEOCOM_DATA_DIR: folder,
      ...generous,
      ...options.settings,
    }),
    secret: Buffer.alloc(48, 'test secret'),
    db,
    storage: options.storage ?? diskStorage(folder),
    log: createLog('silent'),
    clock,
  })
  const app = await buildHttpApp(ctx, undefined, options.getPlayer ?? (async () => noPlayer))
  await app.listen({ host: '127.0.0.1', port: 0 })
  afterAll(async () => {
    await closeWithin(app, 5000)
    await ctx.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const { port } = app.server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}`
  return {
    url,
    port,
    ctx,
    db,
    clock,
    given: givenOn(ctx),
    call: async (method, body, { token, headers = {}, signal } = {}) => {
      const authorization: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
      const isRaw = typeof body === 'string' || body instanceof Uint8Array
      const response = await fetch(`${url}/sv6/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...authorization, ...headers },
        body: isRaw ? (body as BodyInit) : JSON.stringify(body),
        ...(signal ? { signal } : {}),
      })
      return readAnswer(response)
    },
    get: async (path, headers = {}) => readAnswer(await fetch(url + path, { headers, redirect: 'manual' })),
    runJobs: () => ctx.jobs.drain(jobWorkers(ctx)),
    mails: async () => (await findOutbox(ctx, { limit: 1000 })).reverse().map(({ mail }) => mail),
  }
}

// The pages name the player's files; no test here runs them.
const none = {}
const noPlayer = {
  script: '/assets/player/player.js',
  stylesheet: '/assets/player/player.css',
  makeWay: '/assets/player/make-way.js',
  preloads: [],
  strings: { ar: none, de: none, en: none, es: none, fr: none, it: none },
  assets: [],
}
