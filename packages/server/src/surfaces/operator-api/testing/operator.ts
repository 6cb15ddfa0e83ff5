import { sql } from 'kysely'
import { type TestApp, testApp } from '../../../testing/app.ts'
import { listFiles } from '../../../testing/list-files.ts'

export interface Asked {
  status: number
  headers: Headers
  json: unknown
}

/** An application, and an operator of it who is signed in. */
export async function testOperator(options: Parameters<typeof testApp>[0] = {}) {
  const app = await testApp(options)
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

  /** What lies in the storage of films that came or are coming. */
  const stored = async () => (await listFiles(app.ctx.storage, 'sources')).map(({ path }) => path)

  return { app, cookie, operator: { origin, ask, upload, stored } }
}

/** What the browser of an operator with a second factor sends. */
export async function operatorCookie(app: TestApp): Promise<string> {
  const { accountId, cookie } = await app.given.account({ role: 'operator' })
  await app.db.updateTable('account').set({ has_second_factor: true }).where('id', '=', accountId).execute()
  return cookie
}
