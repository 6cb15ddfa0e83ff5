import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetMap, buildShell, textAsset } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import { type Locale, locales } from '../../../platform/i18n/index.ts'
import { type ClosedReason, closedPage, type PlayerPageProps, playerPage, playerPageAssets } from './index.ts'

const shell = await buildShell({ name: 'Osteocom', accent: '#0f6b6b' })
const script = textAsset('player.js', 'export {}')

function player(locale: Locale, change: Partial<PlayerPageProps> = {}): string {
  return playerPage({
    shell,
    locale,
    title: 'Il respiro e il diaframma',
    lesson: {
      src: '/play/v/s/master.m3u8',
      heartbeat: '/play/v/s/heartbeat',
      startSeconds: 12.5,
      durationSeconds: 41.2,
    },
    player: { script: script.url },
    strings: { play: 'Play' },
    ...change,
  })
}

const reasons: ClosedReason[] = ['expired', 'invalid', 'revoked', 'unavailable', 'busy', 'occupied']

function closed(locale: Locale, reason: ClosedReason): string {
  return closedPage({ shell, locale, reason, retryUrl: '/it/videoaccess?signature=x', reference: 'req-1' })
}

let inspector: PageInspector
beforeAll(async () => {
  inspector = await pageInspector(assetMap(shell.assets, playerPageAssets, [script]), "'self' 'unsafe-inline'")
})
afterAll(() => inspector.close())

const sound = { violations: [], overflow: 0, complaints: [] }

describe.each(reasons)('the page for a lesson that is closed (%s)', (reason) => {
  test.each([
    ['en', 'light', { width: 260, height: 146 }],
    ['de', 'dark', { width: 320, height: 180 }],
    ['ar', 'light', { width: 640, height: 360 }],
    ['fr', 'dark', { width: 1280, height: 720 }],
  ] as const)('is open to everyone in %s, %s, in the frame it is given', async (locale, colorScheme, viewport) => {
    expect(await inspector.inspect(closed(locale, reason), { colorScheme, viewport })).toEqual(sound)
  })

  test('says in every language what happened and what to do within a frame of 320 × 180', async () => {
    for (const locale of locales) {
      const page = await inspector.show(closed(locale, reason), {
        viewport: { width: 320, height: 180 },
        colorScheme: 'dark',
      })
      const end = await page.locator('.advice').evaluate((advice) => advice.getBoundingClientRect().bottom)
      expect(end, locale).toBeLessThanOrEqual(180)
    }
  })

  test('offers a second try only where one can help', () => {
    expect(closed('en', reason).includes('Try again')).toBe(reason === 'busy')
  })
})

describe('the player page', () => {
  test.each([
    ['en', 'light', { width: 320, height: 180 }],
    ['ar', 'dark', { width: 1280, height: 720 }],
  ] as const)('is open to everyone in %s, %s', async (locale, colorScheme, viewport) => {
    expect(await inspector.inspect(player(locale), { colorScheme, viewport })).toEqual(sound)
  })

  test('gives the whole window to the lesson, and nothing scrolls', async () => {
    const page = await inspector.open(player('en'), { viewport: { width: 390, height: 844 } })
    expect(await page.locator('lesson-player').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 844 })
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBe(844)
    await page.close()
  })

  test('says in the middle of the stage what is missing where scripts are off', async () => {
    const page = await inspector.open(player('de'), {
      viewport: { width: 640, height: 360 },
      javaScriptEnabled: false,
    })
    const middle = await page.evaluate<number>(`(() => {
      const words = document.createRange()
      words.selectNodeContents(document.querySelector('.noscript'))
      const { top, bottom } = words.getBoundingClientRect()
      return (top + bottom) / 2
    })()`)
    expect(Math.abs(middle - 180)).toBeLessThan(2)
    await page.close()
  })

  test('tells the player what to play, and leaves out what is not known', () => {
    const html = player('it')
    expect(html).toContain(
      '<lesson-player lang="it" dir="ltr" src="/play/v/s/master.m3u8" heartbeat="/play/v/s/heartbeat" start="12.5"',
    )
    expect(html).toContain('duration="41.2"')
    expect(html).not.toMatch(/poster=|storyboard=|sublang=/)
  })

  test('lets no title, text or address out of its place', () => {
    const nasty = '"><script>alert(1)</script>'
    const html = player('en', {
      title: nasty,
      strings: { a: nasty },
      lesson: { src: 'javascript:alert(1)', heartbeat: '/h', sublang: nasty, poster: 'data:text/html,x' },
      player: { script: script.url, preloads: [{ rel: 'preload', href: 'javascript:alert(1)', as: 'fetch' }] },
    })
    expect(html).not.toMatch(/<script>alert|"javascript:|"data:/)
  })

  test('fetches early what the caller names', () => {
    const html = player('en', {
      player: {
        script: script.url,
        preloads: [{ rel: 'preload', href: '/m.m3u8', as: 'fetch', crossOrigin: 'anonymous' }],
      },
    })
    expect(html).toContain('<link rel="preload" href="/m.m3u8" as="fetch" crossorigin="anonymous"/>')
  })
})
