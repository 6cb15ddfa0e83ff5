import type { Heartbeat, HeartbeatReply, PlaybackEndReason } from '@osteocom/contract'
import type { Signals } from './signals.ts'
import { noteWatching, takeWatching } from './watching.ts'

export type PlayState = Heartbeat['state']
export type StopReason = PlaybackEndReason | 'refused'

type SessionOptions = {
  heartbeat: string
  /** Where the server believes the learner to be, in seconds. */
  knownSeconds: number
  position: () => number
  state: () => PlayState
  signals: { read: () => Signals; reached: (signals: Signals) => void }
  onEnded: (reason: PlaybackEndReason) => void
  /** The server answered. */
  onReached: () => void
  onWatermark: (code: string) => void
}

const playingEveryMs = 30_000
const pausedEveryMs = 60_000
const seekWaitMs = 2_000
const earlyReportEveryMs = 2_000
const seekReportEveryMs = 400
const requestMs = 8_000
// Further from the reported place than playing between two heartbeats can explain means a seek.
const driftSeconds = 3

/** Keeps the server told where the player is, and every address on the newest session token. */
export class Session {
  readonly #options: SessionOptions
  readonly #prefix: string
  #token: string
  #seen: { position: number; at: number; running: boolean }
  #pending: Promise<unknown> = Promise.resolve()
  #timer: ReturnType<typeof setTimeout> | undefined
  #seekTimer: ReturnType<typeof setTimeout> | undefined
  #over = false
  #isLeaving = false

  constructor(options: SessionOptions) {
    this.#options = options
    const [, prefix = '', token = ''] =
      /^(.*\/)([^/]+)\/heartbeat$/.exec(new URL(options.heartbeat, document.baseURI).href) ?? []
    this.#prefix = prefix
    this.#token = token
    this.#seen = { position: options.knownSeconds, at: Number.NEGATIVE_INFINITY, running: false }
    this.#noteWatching(options.knownSeconds)
    this.#schedule()
  }

  /** The same address under the newest token; addresses outside the session's media stay as they are. */
  address(url: string): string {
    const { href } = new URL(url, document.baseURI)
    if (!this.#prefix || !href.startsWith(this.#prefix)) return url
    return this.#prefix + this.#token + href.slice(this.#prefix.length).replace(/^[^/]+/, '')
  }

  /** Tells the server now; resolves once it has answered or could not be reached. */
  report(state: PlayState = this.#options.state()): Promise<HeartbeatReply | undefined> {
    if (this.#over) return Promise.resolve(undefined)
    this.#isLeaving = false
    const body = this.#note(state)
    const answer = this.#ask(body).then((reply) => {
      if (reply) this.#options.signals.reached(body)
      this.#apply(reply)
      return reply
    })
    this.#pending = answer
    this.#schedule()
    return answer
  }

  /** Tells the server that somebody is here; nothing waits for its answer. */
  greet(): void {
    if (!this.#over) void this.#ask(this.#note(this.#options.state())).then((reply) => this.#apply(reply))
  }

  /** Tells the new place after a seek; a hand dragging the time line is reported now and then only. */
  sought(): void {
    if (this.#seekTimer) return
    void this.report('seeking')
    this.#seekTimer = setTimeout(() => {
      this.#seekTimer = undefined
      if (this.#drift() > driftSeconds) this.sought()
    }, seekReportEveryMs)
  }

  /** Resolves when the server knows the present place, or after 2 s: a key asked for sooner would be too early. */
  async settled(): Promise<void> {
    if (this.#drift() > driftSeconds) void this.report()
    await Promise.race([this.#pending, new Promise((resolve) => setTimeout(resolve, seekWaitMs))])
  }

  /** After a key came too early: tells the place again, but not more often than every 2 s. */
  reportEarlyKey(): void {
    if (performance.now() - this.#seen.at > earlyReportEveryMs) void this.report()
  }

  /** Says goodbye in a way that outlives the page. */
  leave(): void {
    if (this.#over) return
    this.#isLeaving = true
    const state = this.#options.state()
    this.#throw({ ...this.#note(state === 'playing' ? 'paused' : state), leaving: true })
  }

  /** Tells the place before the page is put out of sight, which it may never come back from. */
  hide(): void {
    // A page that is left is put out of sight last of all.
    if (!this.#over && !this.#isLeaving) this.#throw(this.#note(this.#options.state()))
  }

  /** Whether the session has ended and asks nothing any more. */
  get isOver(): boolean {
    return this.#over
  }

  end(): void {
    this.#over = true
    clearTimeout(this.#timer)
    clearTimeout(this.#seekTimer)
  }

  #note(state: PlayState): Heartbeat {
    const position = Math.max(0, Math.round(this.#options.position() * 100) / 100)
    this.#seen = { position, at: performance.now(), running: state === 'playing' }
    this.#noteWatching(position)
    return { position, state, ...this.#options.signals.read() }
  }

  #noteWatching(position: number): void {
    noteWatching({ heartbeat: this.address(this.#options.heartbeat), position })
  }

  #throw(body: Heartbeat): void {
    this.#send(body, { keepalive: true }).catch(() => {
      // What a browser does not send with a page's last breath, it may still take into its own care.
      navigator.sendBeacon(this.address(this.#options.heartbeat), JSON.stringify(body))
    })
  }

  #drift(): number {
    const { position, at, running } = this.#seen
    const now = this.#options.position()
    const since = running ? (performance.now() - at) / 500 : 0
    if (now < position) return position - now
    return Math.max(0, now - position - since)
  }

  async #ask(body: Heartbeat): Promise<HeartbeatReply | undefined> {
    try {
      const response = await this.#send(body, { signal: AbortSignal.timeout(requestMs) })
      if (response.ok) return (await response.json()) as HeartbeatReply
      if ([401, 403, 404, 410].includes(response.status)) return { state: 'ended', reason: 'expired' }
    } catch {
      // Out of reach: playing goes on from the buffer and the next heartbeat tries again.
    }
    return undefined
  }

  #send(body: Heartbeat, init: RequestInit): Promise<Response> {
    return fetch(this.address(this.#options.heartbeat), {
      ...init,
      method: 'POST',
      // text/plain needs no preflight from a sandboxed frame, whose origin is opaque.
      headers: { 'content-type': 'text/plain' },
      body: JSON.stringify(body),
      credentials: 'omit',
    })
  }

  #apply(reply: HeartbeatReply | undefined): void {
    if (!reply || this.#over) return
    this.#options.onReached()
    if (reply.state === 'ended') {
      takeWatching()
      this.#options.onEnded(reply.reason)
      return
    }
    const { session, watermark } = reply
    if (watermark) this.#options.onWatermark(watermark)
    if (session && session !== this.#token && /^[\w.~-]+$/.test(session)) {
      this.#token = session
    }
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const state = this.#options.state()
    if (state === 'ended') return
    this.#timer = setTimeout(
      () => {
        if (this.#options.state() === 'playing' || document.visibilityState === 'visible') void this.report()
        else this.#schedule()
      },
      state === 'playing' ? playingEveryMs : pausedEveryMs,
    )
  }
}
