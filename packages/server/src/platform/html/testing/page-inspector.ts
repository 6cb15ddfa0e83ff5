import { createReadStream, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import type { Asset } from '../asset.ts'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Inspection {
  /** What axe objects to, one line each. */
  violations: string[]
  /** By how many pixels the page is wider than its window. */
  overflow: number
  /** What the browser complained of: blocked by the policy, not found, thrown. */
  complaints: string[]
}

interface View {
  viewport: { width: number; height: number }
  colorScheme: 'light' | 'dark'
}

export interface PageInspector {
  /** A page of its own, for tests that act; the test closes it. */
  open(html: string, options: BrowserContextOptions): Promise<Page>
  /** The one shared page, for tests that look. */
  show(html: string, view: View): Promise<Page>
  inspect(html: string, view: View): Promise<Inspection>
  close(): Promise<void>
}

/** A browser and a server that show a rendered page with its assets under the strictest policy that its kind allows. */
export async function pageInspector(
  assets: ReadonlyMap<string, Asset>,
  styleSources = "'self'",
): Promise<PageInspector> {
  const pages = new Map<string, string>()
  const server = createServer((request, response) => {
    const asset = assets.get(request.url ?? '')
    const html = pages.get(request.url ?? '')
    response.setHeader('content-type', asset?.type ?? 'text/html; charset=utf-8')
    response.setHeader(
      'content-security-policy',
      `default-src 'none'; script-src 'self'; style-src ${styleSources}; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'`,
    )
    if (asset && 'path' in asset.body) createReadStream(asset.body.path).pipe(response)
    else response.writeHead(asset || html ? 200 : 404).end(asset && 'content' in asset.body ? asset.body.content : html)
  })
  const origin = await listen(server)
  const browser = await launch()

  const shared = await browser.newPage({ reducedMotion: 'reduce' })
  const overheard: string[] = []
  listenToComplaints(shared, overheard)

  function publish(html: string): string {
    const path = `/page-${pages.size}`
    pages.set(path, html)
    return origin + path
  }

  async function open(html: string, options: BrowserContextOptions): Promise<Page> {
    const page = await browser.newPage({ reducedMotion: 'reduce', ...options })
    await page.goto(publish(html))
    return page
  }

  async function show(html: string, { viewport, colorScheme }: View): Promise<Page> {
    overheard.length = 0
    await shared.setViewportSize(viewport)
    await shared.emulateMedia({ colorScheme })
    await shared.goto(publish(html))
    await shared.evaluate('document.fonts.ready.then(() => undefined)')
    return shared
  }

  async function inspect(html: string, view: View): Promise<Inspection> {
    const page = await show(html, view)
    // The axe source is put in by evaluate, which no policy of the page hinders.
    await page.evaluate(axeSource)
    const violations = await page.evaluate<string[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then((found) =>
        found.violations.flatMap(({ id, nodes }) => nodes.map((node) => id + ': ' + node.html.slice(0, 120))))`,
    )
    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    )
    return { violations, overflow, complaints: [...overheard] }
  }

  async function close(): Promise<void> {
    await browser.close()
    await new Promise((closed) => server.close(closed))
  }

  return { open, show, inspect, close }
}

function listenToComplaints(page: Page, complaints: string[]): void {
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
  page.on('pageerror', (error) => complaints.push(error.message))
}

function launch(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-quic'] })
}

function listen(server: Server): Promise<string> {
  return new Promise((listening) => {
    server.listen(0, '127.0.0.1', () => listening(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  })
}
