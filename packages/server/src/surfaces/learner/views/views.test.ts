import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { assetMap, textAsset } from '../../../platform/html/index.ts'
import { type PageInspector, pageInspector } from '../../../platform/html/testing/page-inspector.ts'
import { type Locale, locales } from '../../../platform/i18n/index.ts'
import { pagesAssets } from '../../../platform/pages/index.ts'
import { aCourse, aLesson, anOrder, site, visitor } from '../testing/samples.ts'
import {
  coursePage,
  learnerAssets,
  lessonPage,
  myCoursesPage,
  occupiedPage,
  receiptPage,
  receiptsPage,
} from './index.ts'

const script = textAsset('player.js', 'export {}')
const sheet = textAsset('player.css', 'lesson-player { display: block }')
let inspector: PageInspector
let stage: PageInspector
beforeAll(async () => {
  const assets = assetMap(site.shell.assets, pagesAssets, learnerAssets, [script, sheet])
  inspector = await pageInspector(assets)
  stage = await pageInspector(assets, "'self' 'unsafe-inline'")
})
afterAll(async () => {
  await inspector.close()
  await stage.close()
})

const course = aCourse()
const arabic = aCourse({
  channelId: 'c'.repeat(24),
  language: 'ar',
  title: 'هندسة الخطوة: كيف يمشي الجسم',
  lessonsDone: 0,
  next: aLesson(0, { title: 'قوس القدم' }),
  lessons: [aLesson(0, { title: 'قوس القدم' })],
  source: 'grant',
  expiresAt: new Date('2026-03-04T09:00:00Z'),
})
const finished = aCourse({
  channelId: 'd'.repeat(24),
  title: 'Rechtswissenschaftliche Grundlagen der Rückenschulenkursleiterfortbildung',
  language: 'de',
  lessons: [aLesson(0, { state: 'done' })],
  lessonsDone: 1,
  next: undefined,
})
const reasons = ['refunded', 'disputed', 'revoked', 'expired'] as const
const over = (reason: (typeof reasons)[number]) =>
  aCourse({ channelId: reason.repeat(3), ended: { reason, at: new Date('2026-02-20T09:00:00Z') } })
const page = (locale: Locale, url: string) => ({ site, locale, url, visitor })
const library = (locale: Locale, courses = [course, arabic, finished, ...reasons.map(over)], claimable = 0) =>
  myCoursesPage({ ...page(locale, '/my-courses'), courses, claimable })
const oneCourse = (locale: Locale, shown = course) => coursePage({ ...page(locale, '/my-courses/x'), course: shown })
const seller = {
  name: 'Osteocom Publishing S.r.l.',
  addressLines: ['Via Roma 1', '20100 Milano', 'Italy'],
  vatNumber: 'IT01234567890',
  supportEmail: 'help@example.com',
}
const company = {
  buyerCompany: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft mbH',
  buyerVatNumber: 'DE123456789',
}
const receipt = (locale: Locale, order = anOrder(company)) =>
  receiptPage({ ...page(locale, '/receipts/x'), order, seller })
const lessonAt = (i: number, locale: Locale, playsAtOnce = false) =>
  lessonPage({
    ...page(locale, '/my-courses/x/y'),
    course,
    lesson: course.lessons[i] ?? aLesson(0),
    media: '/play/v/s',
    positionSeconds: 140,
    playsAtOnce,
    player: { script: script.url, stylesheet: sheet.url, preloads: [] },
    strings: { play: 'Play' },
  })

const states: Record<string, (locale: Locale) => string> = {
  'a lesson while two others play': (locale) =>
    occupiedPage({ ...page(locale, '/my-courses/x/y'), course, lesson: course.lessons[0] ?? aLesson(0) }),
  'My Courses with courses of every kind': library,
  'My Courses with nothing yet': (locale) => library(locale, []),
  'My Courses with something to claim': (locale) => library(locale, [], 2),
  'My Courses with all that has ended': (locale) => library(locale, reasons.map(over)),
  'a course half watched': oneCourse,
  'a course that is new and has one lesson': (locale) => oneCourse(locale, arabic),
  'a course watched to the end': (locale) => oneCourse(locale, finished),
  'a course without lessons': (locale) => oneCourse(locale, aCourse({ lessons: [], next: undefined, lessonsDone: 0 })),
  'a course that was refunded': (locale) => oneCourse(locale, over('refunded')),
  'the receipts': (locale) =>
    receiptsPage({
      ...page(locale, '/receipts'),
      orders: [anOrder(), anOrder({ state: 'refunded', id: 'b' }), anOrder({ state: 'disputed', id: 'c' })],
    }),
  'no receipts': (locale) => receiptsPage({ ...page(locale, '/receipts'), orders: [] }),
  'a receipt': receipt,
  'a receipt of the sandbox that was refunded': (locale) =>
    receipt(
      locale,
      anOrder({
        provider: 'sandbox',
        state: 'refunded',
        closedAt: new Date('2026-02-20T09:00:00Z'),
        isDuplicate: true,
      }),
    ),
}
const views = [
  ['en', 'light', 1280],
  ['en', 'dark', 768],
  ['de', 'light', 320],
  ['ar', 'dark', 320],
  ['ar', 'light', 1280],
] as const
const sound = { violations: [], overflow: 0, complaints: [] }

for (const [title, render] of Object.entries(states)) {
  test.each(views)(`${title}: open to everyone in %s, %s, %d px wide`, async (locale, colorScheme, width) => {
    const view = { viewport: { width, height: 800 }, colorScheme }
    expect(await inspector.inspect(render(locale), view)).toEqual(sound)
  })
}

describe('the lesson page', () => {
  test.each(views)('is open to everyone in %s, %s, %d px wide', async (locale, colorScheme, width) => {
    const view = { viewport: { width, height: 800 }, colorScheme }
    expect(await stage.inspect(lessonAt(1, locale), view)).toEqual(sound)
  })

  test.each(views)('is so with the next lesson on offer, in %s, %s, %d px wide', async (locale, colorScheme, width) => {
    const view = { viewport: { width, height: 800 }, colorScheme }
    const offering = lessonAt(1, locale).replace(/(data-after[^>]*) hidden/, '$1')
    expect(await stage.inspect(offering, view)).toEqual(sound)
  })

  test('is dark for a reader who prefers light', async () => {
    const shown = await stage.show(lessonAt(1, 'en'), { viewport: { width: 1280, height: 800 }, colorScheme: 'light' })
    expect(await shown.evaluate<string>('getComputedStyle(document.documentElement).colorScheme')).toBe('dark')
  })

  test('leads on to the next lesson, and after the last one back to the course', () => {
    expect(lessonAt(1, 'en')).toContain(`href="/my-courses/${course.channelId}/${course.lessons[2]?.videoId}?play"`)
    const last = lessonAt(3, 'en')
    expect(last).toContain('That was the last lesson')
    expect(last).not.toContain('Play the next lesson')
  })

  test('begins by itself only where that was asked for', () => {
    expect(lessonAt(1, 'en', true)).toMatch(/<lesson-player[^>]* autoplay/)
    expect(lessonAt(1, 'en')).not.toMatch(/<lesson-player[^>]* autoplay/)
  })
})

test('where to go on stands first: the lesson, its course, and the time left', () => {
  const html = library('en')
  const words = html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
  expect(words).toMatch(/Continue where you left What a Disc Does How the Spine Carries You [^.]+ Continue 4 min left/)
  expect(html).toContain(`href="/my-courses/${course.channelId}/${course.next?.videoId}?play"`)
})

test('what has ended says why and when, and has nothing to play', () => {
  for (const reason of reasons) {
    const html = oneCourse('en', over(reason))
    expect(html).toContain('February 20, 2026')
    expect(html).not.toMatch(/href="\/my-courses\/[^"/]+\//)
    expect(html).not.toContain('class="button"')
  }
  expect(library('en', reasons.map(over))).not.toMatch(/href="\/my-courses\/[^"/]+\//)
})

test('a receipt says what was paid, the tax in it, and nothing of a card', () => {
  const words = receipt('de')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u2066-\u2069]+/g, ' ')
  expect(words).toContain('2026-000042')
  expect(words).toMatch(/Netto 41,18 € MwSt. 19 % 7,82 € Gesamt 49,00 €/)
  expect(words).toMatch(/Bezahlt am 3\. Februar 2026 über Stripe/)
  expect(words).toContain('USt-IdNr. IT01234567890')
  expect(words).toContain('Deutschland')
  expect(words).not.toContain('Sandbox')
})

test('a receipt without a known tax shows the total alone', () => {
  const html = receipt('en', anOrder({ taxName: '', taxBasisPoints: 0, taxMinor: 0, country: 'US' }))
  expect(html).not.toContain('>Net<')
  expect(html).toContain('United States')
})

test('a receipt prints on one sheet, without navigation or buttons', async () => {
  const shown = await inspector.open(receipt('en'), {})
  await shown.emulateMedia({ media: 'print' })
  expect(await shown.locator('nav:visible, button:visible, .back:visible').count()).toBe(0)
  const pdf = (await shown.pdf({ preferCSSPageSize: true })).toString('latin1')
  expect(pdf.match(/\/Type\s*\/Page\b/g)?.length).toBe(1)
  await shown.close()
})

test('no title, name or address leaves its place', () => {
  const nasty = '"><script>alert(1)</script>'
  const bad = aCourse({
    title: nasty,
    subtitle: nasty,
    htmlDescription: `<p>ok</p><script>alert(1)</script>`,
    partnerName: nasty,
    authors: [{ name: nasty, image: '' }],
    lessons: [aLesson(0, { title: nasty, cover: nasty })],
    language: nasty,
  })
  const order = anOrder({ channelTitle: nasty, buyerName: nasty, buyerCompany: nasty, partnerName: nasty })
  for (const html of [library('en', [bad]), oneCourse('en', bad), receipt('en', order)])
    expect(html).not.toContain('<script>alert')
})

test('every language has its own words on every page', () => {
  const bodies = locales.map((locale) =>
    library(locale, [])
      .replace(/[\s\S]*<main/, '')
      .replace(/<footer[\s\S]*/, ''),
  )
  expect(new Set(bodies).size).toBe(locales.length)
})
