import type { Frame, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { controls, play, reach, videoState } from './browser.ts'
import { productAndBrowser } from './for-this-file.ts'
import { demoPartner, newPartner, openTicket, type Partner } from './partner.ts'
import { framing, strangersPages } from './strangers-page.ts'

const [product, browser] = await productAndBrowser()
const at = await strangersPages('title="Lesson" width="640" height="360" allow="autoplay"')
// Each on a site that is not the product's.
const [shop, stranger] = [at('shop'), at('stranger')]

const soon = { timeout: 30_000 }

async function frameAt(origin: string, url: string, sandbox?: string): Promise<Page> {
  const context = await browser.newContext()
  await context.addCookies([{ name: 'account', value: 'of-the-learner', url: product.origin }])
  context.setDefaultTimeout(soon.timeout)
  const page = await context.newPage()
  await page.goto(framing(origin, url, sandbox === undefined ? {} : { sandbox }))
  return page
}

function framed(page: Page): Frame {
  const [, frame] = page.frames()
  if (!frame) throw new Error('the page frames nothing')
  return frame
}

/** What stands in the frame: the player, or the browser's own refusal. */
async function isShown(page: Page): Promise<boolean> {
  const frame = framed(page)
  const isRefused = () => frame.url().startsWith('chrome-error:')
  await expect.poll(async () => isRefused() || (await frame.locator('.start').isVisible()), soon).toBe(true)
  return !isRefused()
}

test('plays in a sandboxed frame of another site, and neither sets nor needs a cookie', async () => {
  const { url } = await openTicket(product, await demoPartner(product))
  const page = await frameAt(shop, url, 'allow-scripts')
  const cookies: string[] = []
  page.on('response', (response) => {
    void response.allHeaders().then((headers) => 'set-cookie' in headers && cookies.push(response.url()))
  })
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  await controls(framed(page))
  expect(await framed(page).evaluate(() => origin)).toBe('null')
  await play(framed(page))
  await reach(framed(page), 2)
  await framed(page).locator('media-play-button').press('5')
  await reach(framed(page), 14)
  expect((await videoState(framed(page))).paused).toBe(false)
  expect([cookies, complaints]).toEqual([[], []])
})

test('lets a partner that listed no origin frame the player anywhere', async () => {
  const partner = await newPartner(product)
  const { url } = await openTicket(product, partner)
  expect((await fetch(url)).headers.get('content-security-policy')).not.toContain('frame-ancestors')
  expect(await isShown(await frameAt(stranger, (await openTicket(product, partner)).url))).toBe(true)
})

test('lets a listed origin frame the player, and no other', async () => {
  const partner: Partner = await newPartner(product, { origins: [shop, 'https://shop.example'] })
  const { url } = await openTicket(product, partner)
  const policy = (await fetch(url)).headers.get('content-security-policy') ?? ''
  const sent = policy.split('; ').find((directive) => directive.startsWith('frame-ancestors'))
  expect(sent?.split(' ').sort()).toEqual(['frame-ancestors', shop, 'https://shop.example'].sort())

  expect(await isShown(await frameAt(shop, (await openTicket(product, partner)).url))).toBe(true)
  expect(await isShown(await frameAt(stranger, (await openTicket(product, partner)).url))).toBe(false)
})

test('shows the clear page in a frame of anybody, for it holds nothing of worth', async () => {
  const page = await frameAt(stranger, `${product.origin}/fr/videoaccess?signature=nonsense`)
  await framed(page).getByRole('heading', { name: 'Ce lien ne fonctionne pas' }).waitFor()
})

const neverFramed = ['/', '/docs/errors/', '/docs/errors/AccessDenied', '/nowhere']
test('lets nobody frame the pages that are not for framing', async () => {
  for (const path of neverFramed) {
    const response = await fetch(product.origin + path, { headers: { accept: 'text/html' } })
    expect
      .soft([path, response.headers.get('content-security-policy')])
      .toEqual([path, expect.stringContaining("frame-ancestors 'none'")])
  }
})

const unfit = [
  '*',
  'https://shop.example/',
  'https://shop.example/path',
  'https://a.example;b',
  'https://*.example',
  'shop.example',
]
test('takes as an allowed origin only what a browser can hold to', async () => {
  for (const origin of unfit) {
    const ended = await product.command('partner', 'create', '--name', 'X', '--path', 'api', '--origin', origin)
    expect.soft([origin, ended.code, ended.stdout]).toEqual([origin, 1, ''])
    expect.soft(ended.stderr).toMatch(/^origin\S* (must|is) /)
  }
})
