import { expect, test } from 'vitest'
import { assetMap } from './asset.ts'
import { renderPage } from './render-page.tsx'
import { buildShell } from './shell.ts'

const shell = await buildShell({ name: 'Osteocom', accent: '#0f6b6b' })
const page = { shell, lang: 'en', dir: 'ltr', title: 'A & B', body: <p>{'<b>'}</p> } as const

test('is a whole document, text escaped', () => {
  const html = renderPage({ ...page, lang: 'ar', dir: 'rtl' })
  expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/)
  expect(html).toContain('<title>A &amp; B</title>')
  expect(html).toContain('<p>&lt;b></p>')
})

test('links to nothing that is not served', () => {
  const served = assetMap(shell.assets)
  const links = [...renderPage(page).matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url ?? '')
  expect(links.length).toBeGreaterThanOrEqual(3)
  expect(links.filter((url) => !served.has(url))).toEqual([])
})

test('asks early for the fonts of its script only', () => {
  const preloads = (lang: string) =>
    renderPage({ ...page, lang })
      .match(/rel="preload"[^>]*/g)
      ?.join() ?? ''
  expect(preloads('it')).toMatch(/inter-latin.*newsreader-latin/)
  expect(preloads('ar')).toMatch(/vazirmatn/)
  expect(preloads('ar')).not.toMatch(/inter/)
})

test('tells the browser its colours in both schemes, or that it is always dark', () => {
  expect(renderPage(page)).toContain('<meta name="color-scheme" content="light dark"/>')
  expect(renderPage({ ...page, dark: true })).toContain('data-scheme="dark"')
})

test('carries the nonce on what needs one', () => {
  const html = renderPage({ ...page, nonce: 'n0nce', scripts: ['/x.js'] })
  expect(html).toMatch(/<script type="module" src="\/x\.js" nonce="n0nce">/)
  expect(html).toMatch(/<link rel="stylesheet" href="[^"]+" nonce="n0nce"/)
})

test('assets are named by what is in them', async () => {
  const other = await buildShell({ name: 'Osteocom', accent: '#7a1f5c' })
  expect(other.stylesheet).not.toBe(shell.stylesheet)
  expect(other.fonts).toEqual(shell.fonts)
  for (const [url, asset] of assetMap(shell.assets)) {
    expect(url).toMatch(/^\/assets\/look\/[\w-]+-[0-9a-f]{10}\.\w+$/)
    expect(asset.type).not.toBe('')
  }
})
