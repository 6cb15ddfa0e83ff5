import { BaseLoader, type HlsConfig, type LoaderContext } from 'hls.js'

/** A body that stands still for so long is asked for anew; one that moves may take its time. */
const idleMs = 10_000

class Refusal extends Error {
  readonly response: Response

  constructor(response: Response) {
    super(response.statusText || `status ${response.status}`)
    this.response = response
  }
}

/**
 * Loads by `fetch`, so that what the page has preloaded is used, and counts what arrives as it arrives: the engine learns
 * of a slow line before its segment is through, and a body that stalls or ends too soon is asked for again.
 */
export class WatchfulLoader extends BaseLoader {
  readonly #setup: NonNullable<HlsConfig['fetchSetup']>
  #attempt: AbortController | undefined
  #response: Response | undefined

  constructor(config: HlsConfig) {
    super()
    this.#setup = config.fetchSetup ?? ((context, init) => new Request(context.url, init as RequestInit))
  }

  override destroy(): void {
    super.destroy()
    this.#attempt = undefined
  }

  getCacheAge(): number | null {
    const age = this.getResponseHeader('age')
    return age === null ? null : Number.parseFloat(age)
  }

  getResponseHeader(name: string): string | null {
    return this.#response?.headers.get(name) ?? null
  }

  protected getNetworkDetails(): Response | null {
    return this.#response ?? null
  }

  protected resetInternalLoader(): void {
    this.#response = undefined
  }

  protected abortInternal(): void {
    clearTimeout(this.retryTimeout)
    clearTimeout(this.requestTimeout)
    if (!this.#attempt || this.stats.loading.end) return
    this.stats.aborted = true
    this.#attempt.abort()
  }

  protected loadInternal(): void {
    const { config, context, stats } = this
    if (!config || !context) return
    stats.loading.first = 0
    stats.loaded = 0
    stats.aborted = false
    const attempt = new AbortController()
    this.#attempt = attempt
    this.#wakeAfter(config.loadPolicy.maxTimeToFirstByteMs)
    void this.#answer(context, attempt.signal).then(
      (data) => {
        if (!attempt.signal.aborted) this.#succeed(data)
      },
      (error: unknown) => {
        if (!attempt.signal.aborted) this.#fail(error)
      },
    )
  }

  async #answer(context: LoaderContext, signal: AbortSignal): Promise<ArrayBuffer | string> {
    const { stats } = this
    const response = await fetch(await this.#setup(context, requestOf(context, signal)))
    if (signal.aborted) return ''
    this.#response = response
    if (!response.ok) throw new Refusal(response)
    stats.loading.first = Math.max(performance.now(), stats.loading.start)
    stats.total = Number(response.headers.get('content-length')) || 0
    this.#wakeAfter(idleMs)
    const body = await this.#read(response, signal)
    return context.responseType === 'arraybuffer' ? body.buffer : new TextDecoder().decode(body)
  }

  async #read(response: Response, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    const { stats } = this
    const reader = response.body?.getReader()
    const chunks: Uint8Array<ArrayBuffer>[] = []
    for (;;) {
      const read = await reader?.read()
      if (!read?.value || signal.aborted) break
      chunks.push(read.value)
      stats.loaded += read.value.byteLength
      this.#wakeAfter(idleMs)
    }
    return joined(chunks, stats.loaded)
  }

  #succeed(data: ArrayBuffer | string): void {
    const { context, stats, callbacks } = this
    const response = this.#response
    clearTimeout(this.requestTimeout)
    if (!context || !callbacks || !response) return
    stats.loading.end = Math.max(performance.now(), stats.loading.first)
    stats.total = stats.loaded
    callbacks.onProgress?.(stats, context, data, response)
    callbacks.onSuccess({ url: response.url, data, code: response.status }, stats, context, response)
  }

  #fail(error: unknown): void {
    const { config, context, stats, callbacks } = this
    clearTimeout(this.requestTimeout)
    if (!config || !context || !callbacks) return
    const response = error instanceof Refusal ? error.response : null
    const code = response?.status ?? 0
    const retry = config.loadPolicy.errorRetry
    if (retry?.shouldRetry?.(retry, stats.retry, false, { url: context.url, code }, true)) this.retry(retry)
    else callbacks.onError({ code, text: String(error) }, context, response, stats)
  }

  #wakeAfter(ms: number): void {
    clearTimeout(this.requestTimeout)
    if (this.config) this.config.timeout = ms
    this.requestTimeout = self.setTimeout(() => this.loadtimeout(), ms)
  }
}

// Word for word what the page's preload asks with, or the browser would ask twice.
function requestOf({ headers }: LoaderContext, signal: AbortSignal): RequestInit {
  return { method: 'GET', mode: 'cors', credentials: 'same-origin', signal, headers: new Headers(headers) }
}

function joined(chunks: Uint8Array<ArrayBuffer>[], length: number): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.byteLength
  }
  return whole
}
