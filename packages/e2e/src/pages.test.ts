import type { BrowserContextOptions, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { controls, overflow, play, violations } from './browser.ts'
import { productAndBrowser } from './for-this-file.ts'
import { demoPartner, lessons, openTicket, revoke } from './partner.ts'

const tokenSeconds = 10
const [product, browser] = await productAndBrowser({ PLAYBACK_TOKEN_SECONDS: String(tokenSeconds) })
const partner = await demoPartner(product)
/** A link whose time runs out while the first tests run. */
const expired = (await openTicket(product, partner)).url

const looks: Record<string, BrowserContextOptions> = {
  'on a telephone, light': { viewport: { width: 320, height: 640 }, colorScheme: 'light', locale: 'en-GB' },
  'on a telephone, dark, in Arabic': { viewport: { width: 320, height: 640 }, colorScheme: 'dark', locale: 'ar' },
  'at a desk, dark': { viewport: { width: 1280, height: 800 }, colorScheme: 'dark', locale: 'en-GB' },
}

async function open(look: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ reducedMotion: 'reduce', ...look })
  context.setDefaultTimeout(15_000)
  return context.newPage()
}

/** Names the state in each finding, so that one run tells of all of them. */
async function inspect(page: Page, state: string): Promise<void> {
  expect.soft((await violations(page)).map((found) => `${state}: ${found}`)).toEqual([])
  expect.soft(`${state}: ${await overflow(page)} px too wide`).toBe(`${state}: 0 px too wide`)
}

for (const [title, look] of Object.entries(looks)) {
  const lang = look.locale?.slice(0, 2) ?? 'en'

  test(`every page of the platform is fit for all ${title}`, async () => {
    const page = await open(look)
    for (const path of ['/', '/nowhere', '/docs/errors/', '/docs/errors/AccessDenied', '/docs/errors/InvalidInput']) {
      await page.goto(product.origin + path)
      await inspect(page, path)
    }
  })

  test(`every page in place of a lesson is fit for all ${title}`, async () => {
    const page = await open(look)
    const { url, userId } = await openTicket(product, partner)
    await revoke(product, userId)
    await expect.poll(async () => (await fetch(expired)).status, { timeout: 15_000, interval: 500 }).toBe(401)
    const closed = { expired, revoked: url, invalid: `${product.origin}/en/videoaccess?signature=nonsense` }
    for (const [state, address] of Object.entries(closed)) {
      await page.goto(address.replace('/en/', `/${lang}/`))
      expect.soft(await page.locator('html').getAttribute('dir')).toBe(lang === 'ar' ? 'rtl' : 'ltr')
      await inspect(page, state)
    }
  })

  test(`the player is fit for all in each state ${title}`, async () => {
    const page = await open(look)
    const { url, userId } = await openTicket(product, partner, { lesson: lessons.manyTongues, lang, sublang: 'it' })
    await page.goto(url)
    await controls(page)
    await inspect(page, 'waiting')
    await play(page)
    await inspect(page, 'playing')
    await page.keyboard.press('k')
    await page.locator('.settings').click()
    const sections = page.getByRole('menuitem')
    await sections.first().waitFor()
    await inspect(page, 'settings')
    const count = await sections.count()
    expect(count).toBe(4)
    for (let n = 0; n < count; n++) {
      await sections.nth(n).click()
      await page.getByRole('menuitemradio').first().waitFor()
      await inspect(page, `menu ${n}`)
      await page.getByRole('menuitem').first().click()
      await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' })
    }
    await page.keyboard.press('Escape')
    await revoke(product, userId)
    await page.keyboard.press('5')
    await page.getByRole('alert').waitFor()
    await inspect(page, 'stopped')
  })

  test(`every page of the demo shop is fit for all ${title}`, async () => {
    const page = await open(look)
    const shop = `${product.origin}/demo/api-partner/`
    const see = (state: string) => inspect(page, state)
    await page.goto(shop)
    await see('shelf')
    await page.getByRole('banner').locator('summary').click()
    await see('customers')
    for (const details of await page.locator('footer details').all()) {
      await details.evaluate((element) => element.setAttribute('open', ''))
    }
    await see('behind the scenes')
    const catalog = await partner.catalog()
    for (const { idChannel, language } of catalog) {
      await page.goto(`${shop}courses/${idChannel}`)
      await see(`course in ${language}`)
    }
    await page.getByRole('button', { name: /^Buy for/ }).click()
    await see('order')
    await page.getByRole('button', { name: 'Complete the order' }).click()
    await page.getByText('Thank you').waitFor()
    await see('bought')
    await page.getByRole('link', { name: 'Start the first lesson' }).click()
    await page.locator('iframe').waitFor()
    await see('lesson')
    await page.goto(`${shop}nowhere`)
    await see('nothing there')
  })
}

test('the home page and a lost reader are spoken to in the language of the browser', async () => {
  for (const [locale, dir] of Object.entries({ ar: 'rtl', it: 'ltr', 'fr-CA': 'ltr', ja: 'ltr' })) {
    const page = await open({ locale })
    for (const path of ['/', '/nowhere']) {
      await page.goto(product.origin + path)
      const html = page.locator('html')
      const expected = locale === 'ja' ? 'en' : locale.slice(0, 2)
      expect
        .soft([path, await html.getAttribute('lang'), await html.getAttribute('dir')])
        .toEqual([path, expected, dir])
    }
  }
})

test('no page of the platform asks another host for anything, and none complains', async () => {
  const page = await open({})
  const strangers: string[] = []
  const complaints: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(product.origin) && !/^(data|blob):/.test(request.url())) strangers.push(request.url())
  })
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
  const { url } = await openTicket(product, partner)
  for (const address of ['/', '/docs/errors/', '/demo/api-partner/']) {
    await page.goto(product.origin + address, { waitUntil: 'networkidle' })
  }
  await page.goto(url)
  await play(page)
  expect([strangers, complaints]).toEqual([[], []])
})
