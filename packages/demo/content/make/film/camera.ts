import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { stripTypeScriptTypes } from 'node:module'
import { tmpdir } from 'node:os'
import { join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Page } from 'playwright-core'
import type { Portrait, Still, Take } from '../stage/main.ts'
import { unpackRuns } from '../stage/runs.ts'

const makeDir = fileURLToPath(new URL('..', import.meta.url))
const faces = [
  ['Newsreader', 'newsreader', 'newsreader-latin-opsz-normal', '200 800'],
  ['Inter', 'inter', 'inter-latin-opsz-normal', '100 900'],
  ['Vazirmatn', 'vazirmatn', 'vazirmatn-arabic-wght-normal', '100 900'],
] as const

/** Takes one raw 1280 × 720 RGBA frame; the next is drawn once it resolves. */
export type FrameSink = (frame: Buffer) => Promise<void>

export interface Camera {
  roll(takes: Take[], sink: FrameSink): Promise<void>
  still(still: Still): Promise<Buffer>
  frame(take: Take): Promise<Buffer>
  portrait(portrait: Portrait): Promise<Buffer>
  close(): Promise<void>
}

/** Opens the drawing stage in a headless Chromium, fonts loaded. */
export async function openCamera(): Promise<Camera> {
  let sink: FrameSink = async () => {}
  const server = createServer((request, response) => {
    answer(request, response, (frame) => sink(frame)).catch((error: unknown) => {
      response.writeHead(500).end(String(error))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  const profile = await mkdtemp(join(tmpdir(), 'stage-'))
  const browser = await chromium.launchPersistentContext(profile, {
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const page = await browser.newPage()
  page.setDefaultTimeout(0)
  page.on('console', (message) => console.error(message.text()))
  page.on('pageerror', (error) => console.error(error))
  await page.goto(`http://127.0.0.1:${port}/`)
  await call(page, 'ready', null)
  const picture = async (name: string, input: unknown) =>
    Buffer.from(String(await call(page, name, input)).split(',')[1] ?? '', 'base64')
  return {
    async roll(takes, to) {
      sink = to
      await call(page, 'roll', takes)
    },
    still: (still) => picture('still', still),
    frame: (take) => picture('frame', take),
    portrait: (portrait) => picture('portrait', portrait),
    async close() {
      await browser.close()
      server.close()
      await rm(profile, { recursive: true, force: true })
    },
  }
}

const call = (page: Page, name: string, input: unknown): Promise<unknown> =>
  page.evaluate(
    ([method, argument]) =>
      (globalThis as unknown as { studio: Record<string, (input: unknown) => unknown> }).studio[method as string]?.(
        argument,
      ),
    [name, input],
  )

async function answer(request: IncomingMessage, response: ServerResponse, sink: FrameSink): Promise<void> {
  const path = normalize(new URL(request.url ?? '/', 'http://stage').pathname)
  if (path === '/frame') {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part as Buffer)
    const runs = new Uint8Array(Buffer.concat(parts))
    const pixels = unpackRuns(new Uint32Array(runs.buffer), 1280 * 720)
    await sink(Buffer.from(pixels.buffer))
    response.writeHead(204).end()
  } else if (path === '/') response.setHeader('content-type', 'text/html').end(stagePage())
  else if (path.endsWith('.woff2')) response.setHeader('content-type', 'font/woff2').end(await readFile(fontFile(path)))
  else if (path.endsWith('.ts')) {
    const source = await readFile(join(makeDir, path), 'utf8')
    response.setHeader('content-type', 'text/javascript').end(stripTypeScriptTypes(source))
  } else response.writeHead(404).end()
}

function fontFile(path: string): URL {
  const file = path.slice(path.lastIndexOf('/') + 1)
  const face = faces.find(([, , name]) => `${name}.woff2` === file)
  if (!face) throw new Error(`No such font: ${file}`)
  return new URL(import.meta.resolve(`@fontsource-variable/${face[1]}/files/${file}`))
}

function stagePage(): string {
  const css = faces.map(
    ([family, , file, weight]) => `@font-face{font-family:${family};src:url(/${file}.woff2);font-weight:${weight}}`,
  )
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><style>${css.join('')}</style><script type="module" src="/stage/main.ts"></script>`
}
