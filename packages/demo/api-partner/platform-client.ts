import type { Channel } from './catalog.ts'

export interface PlatformAccount {
  platformUrl: string
  clientId: string
  clientSecret: string
}

/** One call as it went over the wire; `status` is 0 where no answer came. */
export interface Call {
  method: string
  status: number
  milliseconds: number
  request: object
  answer: unknown
}

export interface PlatformOptions extends PlatformAccount {
  /** Is told of every call, for the log. */
  witness?: (call: Call) => void
  pause?: (milliseconds: number) => Promise<void>
}

export interface Purchase {
  userId: string
  products: { productId: string; price: number }[]
  name?: string
}

export interface Viewing {
  userId: string
  userAccessKey: string
  channelId: string
  videoId: string
}

/** A call that brought no good answer: what the platform said, or status 0 where it said nothing. */
export class PlatformError extends Error {
  readonly method: string
  readonly status: number
  readonly code: string
  readonly retryAfterSeconds: number | undefined

  constructor(method: string, status: number, code: string, retryAfterSeconds?: number) {
    super(`${method}: ${status} ${code}`)
    this.method = method
    this.status = status
    this.code = code
    this.retryAfterSeconds = retryAfterSeconds
  }

  /** Nobody knows whether it was done: the same request must be sent again. */
  get isUnclear(): boolean {
    return this.status === 0 || this.status >= 500 || this.status === 429 || this.code === 'IdempotencyKeyInUse'
  }
}

/** The bearer token, shared by all clients of one process. */
export interface KeptToken {
  token: Promise<string> | undefined
}

export type PlatformClient = ReturnType<typeof createPlatformClient>

const answerWithinMs = 10_000
const attempts = 4

/** The platform's calls, with the token fetched when it is first needed and again when it is refused. */
export function createPlatformClient(options: PlatformOptions, kept: KeptToken = { token: undefined }) {
  const { platformUrl, clientId, clientSecret, witness } = options
  const pause = options.pause ?? ((milliseconds) => new Promise((resume) => setTimeout(resume, milliseconds)))

  async function send<Answer>(name: string, request: object, headers: Record<string, string> = {}): Promise<Answer> {
    const method = `contentLicensing_${name}`
    const start = performance.now()
    const response = await fetch(`${platformUrl}/sv6/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(request),
      signal: AbortSignal.timeout(answerWithinMs),
    }).catch(() => undefined)
    const answer = await response?.json().catch(() => undefined)
    // An answer that breaks off says as little as none.
    const status = answer === undefined ? 0 : (response?.status ?? 0)
    witness?.({ method, status, milliseconds: Math.round(performance.now() - start), request, answer })
    if (response?.ok && status !== 0) return answer as Answer
    throw new PlatformError(method, status, codeOf(answer), secondsOf(response?.headers.get('retry-after')))
  }

  function token(): Promise<string> {
    kept.token ??= login().catch((error: unknown) => {
      kept.token = undefined
      throw error
    })
    return kept.token
  }

  async function login(): Promise<string> {
    const answer = await send<{ token: string }>('login', { clientId, clientSecret })
    return answer.token
  }

  async function call<Answer>(name: string, request: object, headers: Record<string, string> = {}): Promise<Answer> {
    const used = token()
    const bearer = await used
    const withBearer = (value: string) =>
      send<Answer>(name, { clientId, ...request }, { ...headers, authorization: `Bearer ${value}` })
    try {
      return await withBearer(bearer)
    } catch (error) {
      if (!(error instanceof PlatformError) || error.status !== 401) throw error
      // Another request may have renewed it meanwhile; then that one is good.
      if (kept.token === used) kept.token = undefined
      return withBearer(await token())
    }
  }

  return {
    /** What this partner may sell, with its prices. */
    async catalog(): Promise<Channel[]> {
      const answer = await call<{ catalog: Channel[] }>('catalog', {})
      return answer.catalog
    },

    /** Tells of a sale; the order number makes it safe to send again until the outcome is clear. */
    async contentAccessAuthorization(purchase: Purchase, orderNumber: string): Promise<string> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const headers = { 'idempotency-key': orderNumber }
          const answer = await call<{ userAccessKey: string }>('contentAccessAuthorization', purchase, headers)
          return answer.userAccessKey
        } catch (error) {
          if (!(error instanceof PlatformError) || !error.isUnclear || attempt === attempts) throw error
          await pause(Math.min(error.retryAfterSeconds ?? 0.1 * 2 ** attempt, 3) * 1000)
        }
      }
    },

    /** A ticket for one customer and one lesson, good for opening the player within 15 minutes. */
    async videoAccess(viewing: Viewing): Promise<string> {
      const answer = await call<{ tokenAuthVideo: string }>('videoAccess', viewing)
      return answer.tokenAuthVideo
    },
  }
}

function codeOf(answer: unknown): string {
  const { error } = (answer ?? {}) as { error?: { code?: unknown } }
  return typeof error?.code === 'string' ? error.code : 'NoAnswer'
}

function secondsOf(header: string | null | undefined): number | undefined {
  const seconds = Number(header ?? Number.NaN)
  return Number.isFinite(seconds) ? seconds : undefined
}
