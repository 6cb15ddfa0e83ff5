import { readFileSync } from 'node:fs'
import axe from 'axe-core'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { vi } from 'vitest'
import type { startLessonServer } from './lesson-server.ts'

// Real lessons play here, also on machines that are busy with other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const quiet =
  '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --mute-audio'

/** A headless Chromium that plays media without asking. */
export function launch(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...quiet.split(' '), ...(isRoot ? ['--no-sandbox'] : [])],
  })
}

type Server = Awaited<ReturnType<typeof startLessonServer>>
type Opening = {
  query?: Record<string, string>
  context?: BrowserContextOptions
  /** Whether a test may put the page's clock forward. */
  hasOwnClock?: boolean
}

/** Opens the test server's player page and waits until the controls stand. */
export async function openLesson(
  browser: Browser,
  server: Server,
  { query = {}, context, hasOwnClock = false }: Opening = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 768, height: 432 }, reducedMotion: 'reduce', ...context })
  if (hasOwnClock) await page.clock.install()
  await page.goto(lessonAddress(server.origin, query))
  await page.locator('media-play-button').waitFor({ state: 'attached' })
  return page
}

export function lessonAddress(origin: string, query: Record<string, string> = {}): string {
  const file = new URL(`../messages/${query['lang'] ?? 'en'}.json`, import.meta.url)
  const strings = JSON.stringify(JSON.parse(readFileSync(file, 'utf8')))
  return `${origin}/lesson?${new URLSearchParams({ ...query, strings })}`
}

/** Presses the big button and waits until the picture moves. */
export async function play(page: Page): Promise<void> {
  await page.locator('.start').click()
  await page.waitForFunction(() => (document.querySelector('video')?.currentTime ?? 0) > 0.2)
}

/** Waits until the video has reached a place, in seconds. */
export async function reach(page: Page, seconds: number): Promise<void> {
  await page.waitForFunction((place) => (document.querySelector('video')?.currentTime ?? 0) >= place, seconds)
}

export function videoState(page: Page) {
  return page.locator('video').evaluate((element) => {
    const video = element as HTMLVideoElement
    const { currentTime, paused, ended, muted, volume, playbackRate, duration } = video
    const shown = [...video.textTracks].filter(({ kind, mode }) => kind === 'subtitles' && mode === 'showing')
    return {
      currentTime,
      paused,
      ended,
      muted,
      volume,
      playbackRate,
      duration,
      captions: shown.map((one) => one.language),
    }
  })
}

/** What axe objects to on the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> }
    }
    const found = await axe.run()
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
    )
  })
}
