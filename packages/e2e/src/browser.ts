import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Frame, type Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const quiet =
  '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --mute-audio'

/** A headless Chromium; it plays nothing before a click, as a real one. */
export function launch(more: string[] = []): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...quiet.split(' '), ...more, ...(isRoot ? ['--no-sandbox'] : [])],
  })
}

/** A page, or a frame of it, with a video in it. */
type Place = Page | Frame

export async function openPlayer(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 768, height: 432 }, reducedMotion: 'reduce' })
  await page.goto(url)
  await controls(page)
  return page
}

/** Waits until the player can be used. */
export async function controls(place: Place): Promise<void> {
  await place.locator('media-play-button').waitFor({ state: 'attached' })
}

/** Presses the big button and waits until the picture moves. */
export async function play(place: Place): Promise<void> {
  await place.locator('.start').click()
  await place.waitForFunction(() => {
    const video = document.querySelector('video')
    return video !== null && !video.paused && !video.seeking && video.readyState > 2 && video.currentTime > 0.2
  })
}

/** Waits until the video has reached a place, in seconds. */
export async function reach(place: Place, seconds: number): Promise<void> {
  await place.waitForFunction((to) => (document.querySelector('video')?.currentTime ?? 0) >= to, seconds, {
    timeout: 60_000,
  })
}

export async function waitForEnd(place: Place): Promise<void> {
  await place.waitForFunction(() => document.querySelector('video')?.ended === true, undefined, { timeout: 60_000 })
}

export function videoState(place: Place) {
  return place.locator('video').evaluate((element) => {
    const video = element as HTMLVideoElement
    const { currentTime, paused, ended, playbackRate } = video
    const shown = [...video.textTracks].filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
    return { currentTime, paused, ended, playbackRate, captions: shown.map(({ language }) => language) }
  })
}

/** What axe objects to on the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe: injected } = globalThis as unknown as { axe: { run(): Promise<{ violations: Violation[] }> } }
    interface Violation {
      id: string
      nodes: { html: string; failureSummary: string }[]
    }
    const found = await injected.run()
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
    )
  })
}

/** How far the page can be pushed sideways, in pixels. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
}
