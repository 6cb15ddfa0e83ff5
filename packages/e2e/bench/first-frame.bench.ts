import { type Browser, chromium } from 'playwright-core'
import { mediaPathOf, playerPageOf } from './playback.ts'
import { inTurn, type Row, skipped, spreadNote } from './row.ts'
import type { Stand } from './stand.ts'
import { findChromium } from './tools.ts'

const rounds = 9
const goal = '≤ 1.30'
const name = 'first frame'
const quiet =
  '--disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --mute-audio'

/** The player page opened cold until its first frame is on screen, beside a bare page of hls.js and native controls. */
export async function firstFrame(stand: Stand): Promise<Row[]> {
  const executablePath = findChromium()
  if (!executablePath) return [skipped(name, goal, 'Chromium is not installed')]
  const isRoot = process.getuid?.() === 0
  const browser = await chromium.launch({
    executablePath,
    args: [...quiet.split(' '), ...(isRoot ? ['--no-sandbox'] : [])],
  })
  try {
    let n = 0
    const ours = async () =>
      timeToFrame(browser, `http://127.0.0.1:${stand.program.port}${await playerPageOf(stand, `viewer-${n++}`)}`)
    const bare = async () => {
      const stream = `http://127.0.0.1:${stand.program.port}${await mediaPathOf(stand, `viewer-${n++}`)}/master.m3u8`
      return timeToFrame(browser, `http://127.0.0.1:${stand.floor.port}/bare?stream=${encodeURIComponent(stream)}`)
    }
    // What a browser does once, on its first page, is nobody's.
    await ours()
    await bare()
    const pairs = await inTurn(rounds, ours, bare)
    return [
      {
        name,
        ours: `${Math.round(pairs.ours)} ms`,
        floor: `${Math.round(pairs.floor)} ms`,
        ratio: pairs.ratio,
        goal,
        verdict: pairs.ratio <= 1.3 ? 'met' : 'missed',
        note: spreadNote(pairs.spread),
      },
    ]
  } finally {
    await browser.close()
  }
}

async function timeToFrame(browser: Browser, url: string): Promise<number> {
  const context = await browser.newContext({ viewport: { width: 960, height: 540 } })
  try {
    const page = await context.newPage()
    await page.addInitScript(noteFirstFrame)
    await page.goto(url, { waitUntil: 'commit' })
    const frame = await page.waitForFunction(
      () => Reflect.get(window, 'firstFrameMs') as number | undefined,
      undefined,
      {
        timeout: 20_000,
      },
    )
    return Number(await frame.jsonValue())
  } finally {
    await context.close()
  }
}

/** Runs in the page: notes when the first frame of any video is shown, in shadow trees too. */
function noteFirstFrame(): void {
  const watch = (event: Event) => {
    if (!(event.target instanceof HTMLVideoElement)) return
    event.target.requestVideoFrameCallback((now) => {
      if (Reflect.get(window, 'firstFrameMs') === undefined) Reflect.set(window, 'firstFrameMs', now)
    })
  }
  document.addEventListener('loadstart', watch, true)
  Element.prototype.attachShadow = new Proxy(Reflect.get(Element.prototype, 'attachShadow'), {
    apply: (attach, host: Element, given: [ShadowRootInit]) => {
      const root = Reflect.apply(attach, host, given)
      root.addEventListener('loadstart', watch, true)
      return root
    },
  })
}
