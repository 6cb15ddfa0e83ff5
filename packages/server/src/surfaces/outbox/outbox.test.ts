import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { queueMail } from '../../features/mailing/index.ts'
import { liveSettings, testApp } from '../../testing/app.ts'

const app = await testApp()

async function pageOf(path: string): Promise<{ status: number; html: string; policy: string }> {
  const response = await fetch(app.url + path)
  const policy = response.headers.get('content-security-policy') ?? ''
  return { status: response.status, html: await response.text(), policy }
}

test('says what comes here and how while there is no letter', async () => {
  const { status, html } = await pageOf('/outbox')
  expect(status).toBe(200)
  expect(html).toContain('No letter yet')
  expect(html).toContain('href="/account/sign-up"')
})
