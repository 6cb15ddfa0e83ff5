import { createDecipheriv } from 'node:crypto'
import type { Browser, Page, Route } from 'playwright-core'

/** What a page's own player asks for. */
export interface Native {
  /** The keys it has asked for, answered or not: `key/0`. */
  asked: string[]
  /** The last part of each address and what it was answered, in the order of the answers: `key/0 200`. */
  answers: string[]
  /** Refuses the next segment of this name, or all of them until told otherwise. */
  failOnce(name: RegExp): void
  fail(name: RegExp | undefined): void
}

type Lock = { url: string; iv: Buffer }

/** A page that plays by the browser's own HLS, as on telephones that have nothing else. */
export async function openNative(browser: Browser, url: string): Promise<{ page: Page; native: Native }> {
  const page = await browser.newPage({ viewport: { width: 768, height: 432 }, reducedMotion: 'reduce' })
  const native = await playNatively(page)
  await page.goto(url)
  await page.locator('media-play-button').waitFor({ state: 'attached' })
  return { page, native }
}

/**
 * Takes from a page what scripts play video with, so that the browser's own HLS does. Chromium's knows AES-128 only where
 * the initialisation part is encrypted as well, so each segment is decrypted on its way, with the key that the product
 * hands out to a video element at that moment.
 */
async function playNatively(page: Page): Promise<Native> {
  const answers: string[] = []
  const asked: string[] = []
  let [broken, isBrokenOnce]: [RegExp | undefined, boolean] = [undefined, false]
  const locks = new Map<string, Lock>()
  const keys = new Map<string, Buffer>()
  const name = (url: string) => url.replace(/^.*\/play\/[^/]+\/[^/]+\//, '')
  await page.addInitScript(() => {
    for (const one of ['MediaSource', 'WebKitMediaSource', 'ManagedMediaSource'])
      Reflect.deleteProperty(globalThis, one)
  })

  async function keyOf(lock: Lock): Promise<Buffer | number> {
    const known = keys.get(lock.url)
    if (known) return known
    asked.push(name(lock.url))
    const answer = await page.request.get(lock.url, { headers: { 'sec-fetch-dest': 'video' }, timeout: 70_000 })
    answers.push(`${name(lock.url)} ${answer.status()}`)
    if (!answer.ok()) return answer.status()
    keys.set(lock.url, await answer.body())
    return answer.body()
  }
  async function playlist(route: Route): Promise<void> {
    const answer = await route.fetch()
    const text = await answer.text()
    let lock: Lock | undefined
    for (const line of text.split('\n')) {
      const [, key, iv = ''] = /^#EXT-X-KEY:.*URI="([^"]+)",IV=0x(\w+)/.exec(line) ?? []
      if (key !== undefined) lock = { url: new URL(key, answer.url()).href, iv: Buffer.from(iv, 'hex') }
      else if (lock && line !== '' && !line.startsWith('#')) locks.set(new URL(line, answer.url()).href, lock)
    }
    answers.push(`${name(answer.url())} ${answer.status()}`)
    if (!answer.ok()) return route.fulfill({ response: answer })
    const contentType = answer.headers()['content-type'] ?? ''
    await route.fulfill({ status: 200, contentType, body: text.replaceAll(/#EXT-X-KEY:.*\n/g, '') })
  }
  async function segment(route: Route): Promise<void> {
    const url = route.request().url()
    if (broken?.test(url)) {
      if (isBrokenOnce) broken = undefined
      answers.push(`${name(url)} 403`)
      return route.fulfill({ status: 403 })
    }
    const lock = locks.get(url)
    if (!lock) return route.abort()
    const key = await keyOf(lock)
    if (typeof key === 'number') return route.fulfill({ status: key })
    const answer = await route.fetch({ headers: { ...route.request().headers(), range: 'bytes=0-' } })
    answers.push(`${name(answer.url())} ${answer.status()}`)
    if (!answer.ok()) return route.fulfill({ response: answer })
    const cipher = createDecipheriv('aes-128-cbc', key, lock.iv)
    const body = Buffer.concat([cipher.update(await answer.body()), cipher.final()])
    await route.fulfill({ status: 200, contentType: 'video/mp4', body })
  }
  const quietly = (act: (route: Route) => Promise<void>) => (route: Route) =>
    act(route).catch(() => {
      // The page was closed while it was answered.
    })
  await page.route(/\/play\/.*\/index\.m3u8$/, quietly(playlist))
  await page.route(/\/play\/.*\/s\d+\.m4s$/, quietly(segment))
  const failing = (isOnce: boolean) => (match: RegExp | undefined) => {
    ;[broken, isBrokenOnce] = [match, isOnce]
  }
  return { asked, answers, failOnce: failing(true), fail: failing(false) }
}
