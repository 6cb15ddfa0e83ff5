import { beforeAll, describe, expect, test } from 'vitest'
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

describe('with letters', () => {
  const url = 'https://courses.example/account/verify-email?token=a&next=%2F'
  const hostile = '"><script>alert(1)</script>@learner.example'

  beforeAll(async () => {
    await queueMail(app.ctx, {
      to: 'ada@learner.example',
      locale: 'en',
      kind: 'verify-email',
      name: 'Ada',
      url,
      hours: 24,
    })
    await queueMail(app.ctx, { to: hostile, locale: 'ar', kind: 'sign-in-code', code: '483920', minutes: 10 })
  })

  const links = async () =>
    [...(await pageOf('/outbox')).html.matchAll(/href="(\/outbox\/[0-9a-f]{24})"/g)].map(([, path]) => path ?? '')

  test('lists them, the newest first, with subject, recipient and kind', async () => {
    const { html } = await pageOf('/outbox')
    expect(html.indexOf('رمز تسجيل الدخول')).toBeLessThan(html.indexOf('Confirm your email address'))
    expect(html).toContain('ada@learner.example')
    expect(html).toContain('<code>verify-email</code>')
    expect(await links()).toHaveLength(2)
  })

  test('opens one in a frame of its own, where nothing runs and links lead to the top', async () => {
    const [, path = ''] = await links()
    const page = await pageOf(path)
    expect(page.html).toMatch(
      /<iframe [^>]*src="\/outbox\/[0-9a-f]{24}\/letter"[^>]* sandbox="allow-top-navigation-by-user/,
    )
    expect(page.policy).toContain("frame-src 'self'")
    const sheet = await pageOf(`${path}/letter`)
    expect(sheet.policy).toMatch(/^default-src 'none'; .*frame-ancestors 'self'; sandbox allow-top-navigation-by-user/)
    expect(sheet.policy).not.toMatch(/script|allow-same-origin/)
    expect(sheet.html).toContain('<base target="_top"/>')
    expect(sheet.html).toContain('href="https://courses.example/account/verify-email?token=a&amp;next=%2F"')
  })

  test('shows a hostile address as text', async () => {
    const pages = await Promise.all(['/outbox', ...(await links())].map(pageOf))
    for (const { html } of pages) expect(html).not.toContain('<script>alert')
  })

  test('says how far each letter got', async () => {
    expect((await pageOf('/outbox')).html).toContain('on its way')
    await app.runJobs()
    const { html } = await pageOf('/outbox')
    expect([html.includes('on its way'), html.includes('kept here')]).toEqual([false, true])
  })
})

test('knows no letter by another name', async () => {
  for (const path of ['/outbox/65f0c0ffee0000000000a001', '/outbox/x/letter', '/outbox/%00']) {
    expect((await pageOf(path)).status).toBe(404)
  }
})

test('is not there in live mode', async () => {
  const live = await testApp({ settings: liveSettings })
  expect((await live.get('/outbox', { accept: 'text/html' })).status).toBe(404)
  expect((await live.get('/outbox/65f0c0ffee0000000000a001')).status).toBe(404)
})
