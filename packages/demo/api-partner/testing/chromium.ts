import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, chromium, type Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const quiet =
  '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'

export function launchChromium(): Promise<Browser> {
  const isRoot = process.getuid?.() === 0
  return chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [...quiet.split(' '), ...(isRoot ? ['--no-sandbox'] : [])],
  })
}

/** What is wrong with the page as it stands, one line each: what axe objects to, what sticks out, what moved. */
export async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run: (where: Document, how: object) => Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>
      }
    }
    const { violations } = await axe.run(document, { iframes: false })
    const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    const tooWide = document.documentElement.scrollWidth - document.documentElement.clientWidth
    if (tooWide > 0) faults.push(`${tooWide} px too wide`)
    const observer = new PerformanceObserver(() => {})
    observer.observe({ type: 'layout-shift', buffered: true })
    // What a click unfolds is meant to move.
    const shifts = observer.takeRecords().filter((entry) => !('hadRecentInput' in entry && entry.hadRecentInput))
    if (shifts.length > 0) faults.push(`${shifts.length} layout shifts`)
    return faults
  })
}
