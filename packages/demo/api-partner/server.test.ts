import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Browser, openShop, type Seen } from './testing/browser.ts'
import { spine, step } from './testing/courses.ts'
import { credentials, refusal, type StubPlatform, startStubPlatform } from './testing/stub-platform.ts'

const course = `/shop/courses/${spine.idChannel}`
const firstLesson = `${course}/lessons/${spine.video[0]?.videoId}`

let platform: StubPlatform
let browser: Browser

beforeEach(async () => {
  platform = await startStubPlatform([spine, step])
  browser = await openShop({ platformUrl: platform.url, ...credentials })
})
afterEach(async () => {
  await browser.close()
  await platform.close()
})

async function buy(): Promise<Seen> {
  const opened = await browser.submit(await browser.get(course), `${course}/buy`)
  return browser.submit(await browser.get(opened.location), `${course}/checkout`)
}

const sales = () => platform.received.filter(({ method }) => method === 'contentAccessAuthorization')

describe('a purchase', () => {
  test('leads from the shelf through the order to the lesson in the platform’s player', async () => {
    const bought = await buy()
    expect(bought.status).toBe(303)
    expect((await browser.get(bought.location)).text).toContain('On your shelf, Ada')
    const lesson = await browser.get(`${firstLesson}?player=ar&captions=it`)
    const ticket = `ticket.for.${spine.video[0]?.videoId}`
    expect(lesson.text).toContain(`src="${platform.url}/ar/videoaccess?signature=${ticket}&amp;sublang=it"`)
    expect(sales()[0]?.body).toMatchObject({ products: [{ productId: spine.idChannel, price: 49 }], name: 'Ada' })
  })

  test('sent twice from the same order page carries one order number', async () => {
    const opened = await browser.submit(await browser.get(course), `${course}/buy`)
    const page = await browser.get(opened.location)
    await browser.submit(page, `${course}/checkout`)
    await browser.submit(page, `${course}/checkout`)
    const numbers = sales().map(({ headers }) => headers['idempotency-key'])
    expect(numbers).toHaveLength(2)
    expect(new Set(numbers).size).toBe(1)
  })

  test('is offered again under the same order number when its outcome is unclear', async () => {
    platform.next['contentAccessAuthorization'] = Array.from({ length: 4 }, () =>
      refusal(503, 'OutcomeUnknown', { 'retry-after': '0' }),
    )
    const waiting = await buy()
    expect([waiting.status, waiting.text.includes('Your order is waiting')]).toEqual([503, true])
    const bought = await browser.submit(waiting, `${course}/checkout`)
    expect(bought.status).toBe(303)
    expect(new Set(sales().map(({ headers }) => headers['idempotency-key'])).size).toBe(1)
  })

  test('does not accept an order number of another course', async () => {
    const opened = await browser.submit(await browser.get(course), `${course}/buy`)
    const page = await browser.get(opened.location)
    const order = /name="order" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
    await browser.post(`/shop/courses/${step.idChannel}/checkout`, { order, token })
    expect(sales()).toEqual([])
  })

  test('belongs to the customer, not to the browser', async () => {
    await buy()
    const shelf = await browser.get('/shop/')
    expect(shelf.text).toContain('On your shelf')
    const switched = await browser.submit(shelf, '/shop/customer', { customer: 'new' })
    expect((await browser.get(switched.location)).text).not.toContain('On your shelf')
    expect((await browser.get(firstLesson)).location).toBe(course)
  })
})

describe('a form', () => {
  const refused = {
    'without its token': (form: Record<string, string>) => ({ ...form, token: '' }),
    'with a tampered token': (form: Record<string, string>) => ({ ...form, token: `A${form['token']}` }),
  }
  for (const [title, change] of Object.entries(refused)) {
    test(`${title} buys nothing`, async () => {
      const page = await browser.get(course)
      const token = /name="token" value="([^"]+)"/.exec(page.text)?.[1] ?? ''
      expect((await browser.post(`${course}/buy`, change({ token }))).status).toBe(403)
    })
  }

  test('of another visitor buys nothing', async () => {
    const theirs = await browser.get(course)
    browser.cookie = ''
    await browser.get(course)
    expect((await browser.submit(theirs, `${course}/buy`)).status).toBe(403)
  })

  test('posted from another site buys nothing', async () => {
    const token = /name="token" value="([^"]+)"/.exec((await browser.get(course)).text)?.[1] ?? ''
    const { status } = await browser.post(`${course}/buy`, { token }, { 'sec-fetch-site': 'cross-site' })
    expect(status).toBe(403)
  })

  test('leads back to pages of the shop only', async () => {
    for (const back of ['https://elsewhere.example/', '//elsewhere.example/', '/shop', '/other/', '/shop/\r\nx: y']) {
      const page = await browser.get('/shop/')
      expect((await browser.submit(page, '/shop/customer', { customer: 'new', back })).location).toBe('/shop/')
    }
  })
})

test('a shop at the root of its host leads back to itself too', async () => {
  const atRoot = await openShop({ platformUrl: platform.url, ...credentials }, '')
  const page = await atRoot.get('/')
  const away = await atRoot.submit(page, '/customer', { customer: 'new', back: '//elsewhere.example/' })
  const home = await atRoot.submit(await atRoot.get('/'), '/customer', {
    customer: 'new',
    back: `/courses/${spine.idChannel}`,
  })
  expect([away.location, home.location]).toEqual(['/', `/courses/${spine.idChannel}`])
  await atRoot.close()
})

describe('the cookie', () => {
  test('once tampered with is nobody’s', async () => {
    await buy()
    const [body = '', signature = ''] = browser.cookie.replace('plumbline=', '').split('.')
    const kept = JSON.parse(Buffer.from(body, 'base64url').toString())
    kept.visitor.customers[1].owned = [spine.idChannel]
    browser.cookie = `plumbline=${Buffer.from(JSON.stringify(kept)).toString('base64url')}.${signature}`
    const shelf = await browser.get('/shop/')
    expect([shelf.status, shelf.text.includes('On your shelf')]).toEqual([200, false])
  })

  test('is out of reach of scripts and of other sites', async () => {
    const attributes = (await browser.get('/shop/')).headers.get('set-cookie')
    expect(attributes).toMatch(/; Path=\/shop\/; Max-Age=15552000; HttpOnly; SameSite=Lax$/)
  })

  test('is not set again when nothing changed', async () => {
    await browser.get('/shop/')
    expect((await browser.get('/shop/')).headers.get('set-cookie')).toBeNull()
  })
})

describe('a right that the platform ended', () => {
  test('shows so, on the lesson and on the course, until it is given back', async () => {
    await buy()
    platform.next['videoAccess'] = [refusal(403, 'AccessDenied')]
    const lesson = await browser.get(firstLesson)
    expect(lesson.status).toBe(403)
    expect(lesson.text).toContain('Your access to this course has ended')
    expect(lesson.text).not.toContain('<iframe')
    const page = await browser.get(course)
    expect(page.text).toContain('has ended')
    expect(page.text).toContain('Buy for €49.00')
    expect((await browser.get(firstLesson)).status).toBe(200)
    expect((await browser.get(course)).text).toContain('On your shelf')
  })
})

test('a right outlives a platform that is down', async () => {
  await buy()
  platform.next['videoAccess'] = [refusal(503, 'Unavailable')]
  expect((await browser.get(firstLesson)).status).toBe(503)
  expect((await browser.get(course)).text).toContain('On your shelf')
})

describe('what the platform says', () => {
  test('is escaped wherever it is text', async () => {
    const hostile = `<script>alert(1)</script>"'><img src=x onerror=alert(2)>`
    const author = { name: hostile, image: hostile }
    const video = spine.video.map((lesson) => ({ ...lesson, title: hostile, captions: { [hostile]: hostile } }))
    platform.channels = [
      { ...spine, title: hostile, subtitle: hostile, cover: hostile, language: hostile, authors: [author], video },
    ]
    const pages = [await browser.get('/shop/'), await browser.get(course), await browser.get((await buy()).location)]
    for (const { status, text } of [...pages, await browser.get(firstLesson)]) {
      expect(status).toBe(200)
      expect(text).toContain('&lt;script&gt;')
      expect(text).not.toContain('<script>alert')
      expect(text).not.toContain('<img src=x')
    }
  })

  test('stands in its own language and direction', async () => {
    const { text } = await browser.get(`/shop/courses/${step.idChannel}`)
    expect(text).toContain('<header lang="ar" dir="rtl">')
  })

  test('that the catalog is empty is said kindly', async () => {
    platform.channels = []
    expect((await browser.get('/shop/')).text).toContain('The shelf is being filled')
  })
})

describe('an answer', () => {
  test('is kept nowhere and may load only the shop’s and the platform’s', async () => {
    const { headers } = await browser.get('/shop/')
    expect(headers.get('cache-control')).toBe('no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`frame-src ${platform.url};`)
    expect(policy).toContain("frame-ancestors 'none'")
  })

  test('never contains the secret, the bearer or the customer’s key', async () => {
    const bought = await buy()
    const texts = [bought, await browser.get(bought.location), await browser.get(firstLesson)].map(({ text }) => text)
    for (const secret of [credentials.clientSecret, 'bearer-1', 'key of customer']) {
      expect(texts.filter((text) => text.includes(secret))).toEqual([])
    }
  })

  const nowhere = [
    '/shop/nothing',
    `${course}x`,
    '/shop/courses/66f1a2d14be19d0037b29999',
    `${course}/lessons/${step.idChannel}`,
  ]
  for (const path of nowhere) {
    test(`is 404 at ${path}`, async () => {
      const { status, text } = await browser.get(path)
      expect([status, text.includes('See the courses')]).toEqual([404, true])
    })
  }

  test('is 405 where the method is wrong, and 303 to the shelf without the slash', async () => {
    const { status, headers } = await browser.get(`${course}/buy`)
    expect([status, headers.get('allow')]).toEqual([405, 'POST'])
    expect((await browser.get('/shop')).location).toBe('/shop/')
  })
})

describe('a platform that is down', () => {
  const failures = {
    'does not answer': 'hang up' as const,
    'is unavailable': refusal(503, 'Unavailable'),
    'has had too many requests': refusal(429, 'RateLimited'),
  }
  for (const [title, answer] of Object.entries(failures)) {
    test(`because it ${title} gets a page that offers to try again`, async () => {
      platform.next['catalog'] = [answer]
      const down = await browser.get(course)
      expect([down.status, down.headers.get('retry-after')]).toEqual([503, '5'])
      expect(down.text).toContain(`<a class="primary" href="${course}">Try again</a>`)
      expect((await browser.get(course)).status).toBe(200)
    })
  }

  test('while the order is confirmed leads back to the order', async () => {
    const opened = await browser.submit(await browser.get(course), `${course}/buy`)
    const page = await browser.get(opened.location)
    platform.next['catalog'] = ['hang up']
    expect((await browser.submit(page, `${course}/checkout`)).location).toBe(opened.location)
  })

  test('for good still leaves the shop standing', async () => {
    await platform.close()
    expect((await browser.get('/shop/')).status).toBe(503)
    expect((await browser.get('/shop/assets/shop.css')).status).toBe(200)
  })
})
