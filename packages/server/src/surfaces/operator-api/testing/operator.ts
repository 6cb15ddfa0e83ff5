import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll } from 'vitest'
import { type TestApp, testApp } from '../../../testing/app.ts'

export interface Asked {
  status: number
  headers: Headers
  json: unknown
}

/** An application with a data folder of its own, and an operator of it who is signed in. */
export async function testOperator(settings: Record<string, string> = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'test-operator-'))
  const folder = join(dataDir, 'uploads')
  mkdirSync(folder)
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }))
  const app = await testApp({ settings: { OSTEOCOM_DATA_DIR: dataDir, ...settings } })
  const cookie = await operatorCookie(app)
  const origin = app.ctx.publicUrl

  /** What the API answers; headers given as empty are left out. */
  async function ask(
    method: string,
    path: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Asked> {
    const isBytes = body instanceof Uint8Array || typeof body === 'string'
    const type: Record<string, string> = body === undefined || isBytes ? {} : { 'content-type': 'application/json' }
    const sent = Object.entries({ cookie, origin, ...type, ...headers }).filter(([, value]) => value !== '')
    const response = await fetch(app.url + path, {
      method,
      headers: Object.fromEntries(sent),
      ...(body === undefined ? {} : { body: isBytes ? (body as BodyInit) : JSON.stringify(body) }),
      redirect: 'manual',
    })
    const text = await response.text()
    const isJson = text !== '' && /json/.test(response.headers.get('content-type') ?? '')
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text }
  }

  const upload = (id: string) => sql<Record<string, unknown>>`select * from upload where id = ${id}`.execute(app.db)

  return { app, cookie, folder, operator: { origin, ask, upload } }
}

/** What the browser of an operator with a second factor sends. */
export async function operatorCookie(app: TestApp): Promise<string> {
  const { accountId, cookie } = await app.given.account({ role: 'operator' })
  await app.db.updateTable('account').set({ has_second_factor: true }).where('id', '=', accountId).execute()
  return cookie
}
