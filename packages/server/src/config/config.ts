import { homedir } from 'node:os'
import { resolve } from 'node:path'

/** One environment variable: what it is for, what it is when unset, and how its text is read. */
interface Setting<Value> {
  about: string
  /** Shown in `.env.example`. */
  example: string
  read(text: string | undefined): Value
}

class Problem extends Error {}

/** Everything the operator can set. `.env.example` is printed from here. */
export const settings = {
  OSTEOCOM_MODE: {
    about: 'test: sandbox payments, demo content, a ribbon on every page. live: the real thing.',
    example: 'test',
    read: oneOf(['test', 'live'], 'test'),
  },
  PORT: { about: 'The port to listen on.', example: '5000', read: integer({ min: 1, max: 65535, unset: 5000 }) },
  HOST: {
    about: 'The address to listen on. 0.0.0.0 for every interface, as in a container.',
    example: 'localhost',
    read: (text = 'localhost') => text,
  },
  PUBLIC_URL: {
    about: 'What browsers and partners call this deployment. Required in live mode.',
    example: 'http://localhost:5000',
    read: origin,
  },
  OSTEOCOM_DATA_DIR: {
    about: 'Where everything is kept that is not in an outside database or store.',
    example: '.data',
    read: (text = '.data') => resolve(text.replace(/^~(?=\/|$)/, homedir())),
  },
  DATABASE_URL: {
    about: 'A PostgreSQL (15 or later), several hosts allowed. Unset: the program runs its own in the data folder.',
    example: 'postgres://osteocom:…@db1,db2/osteocom',
    read: databaseUrl,
  },
  DATABASE_POOL_SIZE: {
    about: 'Connections each process keeps to the database.',
    example: '10',
    read: integer({ min: 1, max: 100, unset: 10 }),
  },
  OSTEOCOM_SECRET: {
    about:
      'What tokens, sessions and media keys derive from: 32 random bytes or more, the same on every node, kept for ever. Unset: made once and kept in the data folder. Required with DATABASE_URL.',
    example: 'openssl rand -base64 48',
    read: secret,
  },
  TRUSTED_PROXIES: {
    about: 'Addresses (CIDR, comma-separated) whose X-Forwarded-For is believed.',
    example: '10.0.0.0/8',
    read: list(/^[0-9a-f.:]+(\/\d+)?$/i, 'addresses like 10.0.0.0/8'),
  },
  OSTEOCOM_BRAND: {
    about: "The publisher's name on every page.",
    example: 'Osteocom',
    read: (text = 'Osteocom') => text,
  },
  OSTEOCOM_ACCENT: {
    about: 'The one accent colour, any CSS colour. Contrast is computed from it.',
    example: '#0f6b6b',
    read: (text = '#0f6b6b') => text,
  },
  PARTNER_TOKEN_HOURS: {
    about: 'How long the bearer token of a partner lives.',
    example: '24',
    read: integer({ min: 1, max: 24 * 365, unset: 24 }),
  },
  PLAYBACK_TOKEN_SECONDS: {
    about:
      'How long a tokenAuthVideo opens the player. The contract says 900; shorter is for trials, in test mode only.',
    example: '900',
    read: integer({ min: 1, max: 900, unset: 900 }),
  },
  PARTNER_REQUESTS_PER_SECOND: {
    about: 'What one partner may ask of one node, as a lasting rate; twice that in a burst.',
    example: '500',
    read: integer({ min: 1, max: 1_000_000, unset: 500 }),
  },
  LOGINS_PER_MINUTE: {
    about: 'Log-ins of partners that one network may try.',
    example: '30',
    read: integer({ min: 1, max: 1_000_000, unset: 30 }),
  },
  LOG_LEVEL: {
    about: 'debug, info, warn or error. Unset: info in live mode, warn in test mode.',
    example: 'info',
    read: oneOf(['debug', 'info', 'warn', 'error', 'silent'], undefined),
  },
} as const satisfies Record<string, Setting<unknown>>

type Settings = { [Name in keyof typeof settings]: ReturnType<(typeof settings)[Name]['read']> }

export interface Config {
  mode: 'test' | 'live'
  port: number
  host: string
  publicUrl: string
  dataDir: string
  database: { url: string | undefined; poolSize: number }
  secret: Buffer | undefined
  trustedProxies: string[]
  brand: { name: string; accent: string }
  partnerTokenTtlSeconds: number
  playbackTokenTtlSeconds: number
  partnerRequestsPerSecond: number
  loginsPerMinute: number
  logLevel: string
}

export class ConfigError extends Error {
  readonly problems: string[]
  constructor(problems: string[]) {
    super(`The configuration is not valid:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`)
    this.problems = problems
  }
}

/** The configuration, or all that is wrong with it at once, in the operator's words. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems: string[] = []
  const read = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => {
      const text = env[name]?.trim()
      try {
        return [name, setting.read(text === '' ? undefined : text)]
      } catch (error) {
        if (!(error instanceof Problem)) throw error
        problems.push(`${name} ${error.message}`)
        return [name, undefined]
      }
    }),
  ) as Settings
  problems.push(...contradictions(read))
  if (problems.length > 0) throw new ConfigError(problems)
  const mode = read.OSTEOCOM_MODE ?? 'test'
  return {
    mode,
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    dataDir: read.OSTEOCOM_DATA_DIR,
    database: { url: read.DATABASE_URL, poolSize: read.DATABASE_POOL_SIZE },
    secret: read.OSTEOCOM_SECRET,
    trustedProxies: read.TRUSTED_PROXIES,
    brand: { name: read.OSTEOCOM_BRAND, accent: read.OSTEOCOM_ACCENT },
    partnerTokenTtlSeconds: read.PARTNER_TOKEN_HOURS * 3600,
    playbackTokenTtlSeconds: read.PLAYBACK_TOKEN_SECONDS,
    partnerRequestsPerSecond: read.PARTNER_REQUESTS_PER_SECOND,
    loginsPerMinute: read.LOGINS_PER_MINUTE,
    logLevel: read.LOG_LEVEL ?? (mode === 'live' ? 'info' : 'warn'),
  }
}

function contradictions(read: Settings): string[] {
  const problems: string[] = []
  if (read.OSTEOCOM_MODE === 'live') {
    if (read.PUBLIC_URL === undefined)
      problems.push('PUBLIC_URL is required in live mode: what browsers call this deployment')
    else if (!read.PUBLIC_URL.startsWith('https:')) problems.push('PUBLIC_URL must begin with https: in live mode')
    if (read.PLAYBACK_TOKEN_SECONDS !== undefined && read.PLAYBACK_TOKEN_SECONDS !== 900) {
      problems.push('PLAYBACK_TOKEN_SECONDS must be left at 900 in live mode: partners rely on it')
    }
    if (read.DATABASE_URL !== undefined && read.OSTEOCOM_SECRET === undefined) {
      problems.push('OSTEOCOM_SECRET is required with DATABASE_URL: every node must have the same one')
    }
  }
  return problems
}

function oneOf<const Value extends string, const Unset extends Value | undefined>(
  values: readonly Value[],
  unset: Unset,
) {
  return (text: string | undefined): Value | Unset => {
    if (text === undefined) return unset
    const found = values.find((value) => value === text)
    if (found === undefined) throw new Problem(`must be one of ${values.join(', ')}; it is "${text}"`)
    return found
  }
}

function integer({ min, max, unset }: { min: number; max: number; unset: number }) {
  return (text: string | undefined): number => {
    if (text === undefined) return unset
    const value = Number(text)
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new Problem(`must be a whole number from ${min} to ${max}; it is "${text}"`)
    }
    return value
  }
}

function list(pattern: RegExp, what: string) {
  return (text = ''): string[] => {
    const items = text
      .split(',')
      .map((item) => item.trim())
      .filter((item) => item !== '')
    if (!items.every((item) => pattern.test(item))) throw new Problem(`must be ${what}, comma-separated`)
    return items
  }
}

function origin(text: string | undefined): string | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.username !== '') {
    throw new Problem(`must be an address like https://courses.example, with no path; it is "${text}"`)
  }
  return url.origin
}

function databaseUrl(text: string | undefined): string | undefined {
  if (text !== undefined && !/^postgres(ql)?:\/\//.test(text)) throw new Problem('must begin with postgres://')
  return text
}

function secret(text: string | undefined): Buffer | undefined {
  if (text !== undefined && text.length < 32) throw new Problem('must be at least 32 characters of random text')
  return text === undefined ? undefined : Buffer.from(text)
}
