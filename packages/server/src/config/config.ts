import { join } from 'node:path'
import type { ObjectStoreSettings } from '../platform/storage/s3-storage.ts'
import { Problem } from './readers.ts'
import { type Settings, settings } from './settings.ts'

/** Who collects the money. */
export type PaymentSettings =
  | { provider: 'sandbox' }
  | { provider: 'stripe'; secretKey: string; webhookSecret: string; apiUrl: string | undefined }

/** Who sells, as a receipt names it. */
export interface Seller {
  name: string
  addressLines: string[]
  vatNumber: string | undefined
  supportEmail: string | undefined
}

export interface Config {
  mode: 'test' | 'live'
  role: 'all' | 'http' | 'worker'
  port: number
  host: string
  publicUrl: string
  dataDir: string
  uploads: { maxBytes: number; quotaBytes: number }
  storage: { folder: string; objectStore: ObjectStoreSettings | undefined }
  database: { url: string | undefined; poolSize: number }
  secret: Buffer | undefined
  trustedProxies: string[]
  brand: { name: string; accent: string }
  partnerTokenTtlSeconds: number
  playbackTokenTtlSeconds: number
  partnerRequestsPerSecond: number
  loginsPerMinute: number
  cardRequestsPerMinute: number
  redisUrl: string | undefined
  payments: PaymentSettings
  mail: { url: string; from: string } | undefined
  seller: Seller
  links: { terms: string | undefined; privacy: string | undefined }
  packaging: { ffmpegPath: string; ffprobePath: string; searchPath: string; scratchDir: string; atOnce: number }
  /** Whether a code that tells whose session it is moves over the picture. */
  hasWatermark: boolean
  /** Where the second demo partner listens; 0 for any free port. */
  demoPort: number
  logLevel: string
  /** Whether npm started the program. */
  isRunByNpm: boolean
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
    role: read.OSTEOCOM_ROLE,
    port: read.PORT,
    host: read.HOST,
    publicUrl: read.PUBLIC_URL ?? `http://localhost:${read.PORT}`,
    dataDir: read.OSTEOCOM_DATA_DIR,
    uploads: { maxBytes: read.UPLOAD_MAX_BYTES, quotaBytes: read.UPLOAD_QUOTA_BYTES },
    storage: { folder: join(read.OSTEOCOM_DATA_DIR, 'storage'), objectStore: objectStore(read) },
    database: { url: read.DATABASE_URL, poolSize: read.DATABASE_POOL_SIZE },
    secret: read.OSTEOCOM_SECRET,
    trustedProxies: read.TRUSTED_PROXIES,
    brand: { name: read.OSTEOCOM_BRAND, accent: read.OSTEOCOM_ACCENT },
    partnerTokenTtlSeconds: read.PARTNER_TOKEN_HOURS * 3600,
    playbackTokenTtlSeconds: read.PLAYBACK_TOKEN_SECONDS,
    partnerRequestsPerSecond: read.PARTNER_REQUESTS_PER_SECOND,
    loginsPerMinute: read.LOGINS_PER_MINUTE,
    cardRequestsPerMinute: read.CARD_REQUESTS_PER_MINUTE,
    redisUrl: read.REDIS_URL,
    payments: paymentSettings(read, mode),
    mail: read.MAIL_URL === undefined ? undefined : { url: read.MAIL_URL, from: read.MAIL_FROM ?? '' },
    seller: {
      name: read.SELLER_NAME ?? read.OSTEOCOM_BRAND,
      addressLines: (read.SELLER_ADDRESS ?? '')
        .split('|')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
      vatNumber: read.SELLER_VAT_NUMBER,
      supportEmail: read.SUPPORT_EMAIL,
    },
    links: { terms: read.TERMS_URL, privacy: read.PRIVACY_URL },
    packaging: {
      ffmpegPath: read.FFMPEG_PATH,
      ffprobePath: read.FFPROBE_PATH,
      searchPath: env['PATH'] ?? '',
      scratchDir: join(read.OSTEOCOM_DATA_DIR, 'packaging'),
      atOnce: read.PACKAGING_AT_ONCE,
    },
    hasWatermark: read.WATERMARK === 'on',
    demoPort: read.DEMO_PORT ?? (read.PORT === 65535 ? 0 : read.PORT + 1),
    logLevel: read.LOG_LEVEL ?? (mode === 'live' ? 'info' : 'warn'),
    isRunByNpm: env['npm_lifecycle_event'] !== undefined,
  }
}

function paymentSettings(read: Settings, mode: 'test' | 'live'): PaymentSettings {
  if ((read.PAYMENT_PROVIDER ?? (mode === 'live' ? 'stripe' : 'sandbox')) === 'sandbox') return { provider: 'sandbox' }
  return {
    provider: 'stripe',
    secretKey: read.STRIPE_SECRET_KEY ?? '',
    webhookSecret: read.STRIPE_WEBHOOK_SECRET ?? '',
    apiUrl: read.STRIPE_API_URL,
  }
}

function objectStore(read: Settings): ObjectStoreSettings | undefined {
  if (read.S3_BUCKET === undefined) return undefined
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = read
  return {
    bucket: read.S3_BUCKET,
    region: read.S3_REGION,
    endpoint: read.S3_ENDPOINT,
    credentials: accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined,
    prefix: read.S3_PREFIX,
    isPathStyle: read.S3_FORCE_PATH_STYLE === 'yes',
  }
}

function contradictions(read: Settings): string[] {
  const problems: string[] = []
  const isLive = read.OSTEOCOM_MODE === 'live'
  if ((read.PAYMENT_PROVIDER ?? (isLive ? 'stripe' : 'sandbox')) === 'stripe') {
    for (const name of ['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET'] as const) {
      if (read[name] === undefined) problems.push(`${name} is required to take payments through Stripe`)
    }
  } else if (isLive) {
    problems.push('PAYMENT_PROVIDER must be stripe in live mode: the sandbox only pretends')
  }
  if (read.MAIL_URL !== undefined && read.MAIL_FROM === undefined) problems.push('MAIL_FROM is required with MAIL_URL')
  if ((read.S3_ACCESS_KEY_ID === undefined) !== (read.S3_SECRET_ACCESS_KEY === undefined)) {
    problems.push('S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY go together: set both or neither')
  }
  if (read.S3_BUCKET === undefined && (read.S3_ENDPOINT ?? read.S3_ACCESS_KEY_ID) !== undefined) {
    problems.push('S3_BUCKET is required to keep media in an object store')
  }
  if (isLive) {
    if (read.MAIL_URL === undefined) problems.push('MAIL_URL is required in live mode: accounts are verified by mail')
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
