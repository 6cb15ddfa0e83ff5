import { homedir } from 'node:os'
import { resolve } from 'node:path'
import { databaseUrl, integer, list, objectPrefix, oneOf, origin, secret, text, url } from './readers.ts'

/** One environment variable: what it is for, what it is when unset, and how its text is read. */
interface Setting<Value> {
  about: string
  /** Shown in `.env.example`. */
  example: string
  read(text: string | undefined): Value
}

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
  CARD_REQUESTS_PER_MINUTE: {
    about: 'Cards and purchase states that one network may load; past it they answer 429 until the budget refills.',
    example: '120',
    read: integer({ min: 1, max: 1_000_000, unset: 120 }),
  },
  REDIS_URL: {
    about: 'Where several nodes count requests together. Unset: each node counts for itself.',
    example: 'redis://redis:6379',
    read: url(['redis:', 'rediss:']),
  },
  PAYMENT_PROVIDER: {
    about: 'stripe, or sandbox: a page that only pretends, in test mode only.',
    example: 'stripe',
    read: oneOf(['sandbox', 'stripe'], undefined),
  },
  STRIPE_SECRET_KEY: { about: 'The secret key of your Stripe account.', example: 'sk_live_…', read: text },
  STRIPE_WEBHOOK_SECRET: {
    about: 'What Stripe signs its callbacks with. Let it call /checkout/callback/stripe.',
    example: 'whsec_…',
    read: text,
  },
  STRIPE_API_URL: {
    about: 'Where the Stripe API is, if not at its own address.',
    example: 'http://127.0.0.1:12111',
    read: url(['https:', 'http:']),
  },
  MAIL_URL: {
    about: 'The mail server. Required in live mode; in test mode mails also stand on a page at /outbox.',
    example: 'smtps://user:password@mail.example:465',
    read: url(['smtp:', 'smtps:']),
  },
  MAIL_FROM: {
    about: 'Who mails come from. Required with MAIL_URL.',
    example: 'Osteocom <courses@example.com>',
    read: text,
  },
  SELLER_NAME: {
    about: 'Who sells, as the law wants it on a receipt. Unset: the name on every page.',
    example: 'Osteocom Publishing S.r.l.',
    read: text,
  },
  SELLER_ADDRESS: {
    about: 'The postal address on receipts; | begins a new line.',
    example: 'Via Roma 1|20100 Milano|Italy',
    read: text,
  },
  SELLER_VAT_NUMBER: { about: 'The VAT number on receipts.', example: 'IT01234567890', read: text },
  SUPPORT_EMAIL: {
    about: 'Where customers may write; shown on pages, receipts and mails.',
    example: 'help@example.com',
    read: text,
  },
  TERMS_URL: {
    about: 'Your terms of sale; linked from the checkout.',
    example: 'https://example.com/terms',
    read: url(['https:', 'http:']),
  },
  PRIVACY_URL: {
    about: 'Your privacy notice.',
    example: 'https://example.com/privacy',
    read: url(['https:', 'http:']),
  },
  S3_BUCKET: {
    about:
      'The bucket that keeps media, at Amazon or any store that speaks S3; needed by several nodes. Unset: the data folder does.',
    example: 'courses',
    read: text,
  },
  S3_REGION: { about: 'The region of the bucket.', example: 'eu-central-1', read: (text = 'us-east-1') => text },
  S3_ENDPOINT: {
    about: 'Where the store is, if not at Amazon.',
    example: 'https://s3.example.com',
    read: url(['https:', 'http:']),
  },
  S3_ACCESS_KEY_ID: {
    about: 'A key that may list, read, write and delete there. Unset: the role that the machine has.',
    example: 'AKIA…',
    read: text,
  },
  S3_SECRET_ACCESS_KEY: { about: 'The secret of that key.', example: 'wJalr…', read: text },
  S3_PREFIX: {
    about: 'What every name in the bucket begins with, where others use it too.',
    example: 'osteocom/',
    read: objectPrefix,
  },
  S3_FORCE_PATH_STYLE: {
    about: 'yes: the bucket stands in the path and not in the host name, as most stores outside Amazon want it.',
    example: 'yes',
    read: oneOf(['yes', 'no'], 'no'),
  },
  OSTEOCOM_ROLE: {
    about:
      'all: everything in one process. http: answers requests. worker: does the jobs, packaging videos among them.',
    example: 'all',
    read: oneOf(['all', 'http', 'worker'], 'all'),
  },
  FFMPEG_PATH: {
    about: 'The ffmpeg that packages videos: version 5 or later, with libx264. Unset: the one on the PATH.',
    example: '/usr/bin/ffmpeg',
    read: (text = 'ffmpeg') => text,
  },
  FFPROBE_PATH: {
    about: 'The ffprobe that belongs to it.',
    example: '/usr/bin/ffprobe',
    read: (text = 'ffprobe') => text,
  },
  PACKAGING_AT_ONCE: {
    about: 'How many videos are packaged at a time on one machine.',
    example: '1',
    read: integer({ min: 1, max: 64, unset: 1 }),
  },
  WATERMARK: {
    about: 'on: a short code moves over every picture; osteocom leak <code> tells whose session showed it.',
    example: 'on',
    read: oneOf(['on', 'off'], 'off'),
  },
  UPLOAD_MAX_BYTES: {
    about: 'The largest file that may be uploaded, in bytes.',
    example: '20000000000',
    read: integer({ min: 1, max: Number.MAX_SAFE_INTEGER, unset: 20_000_000_000 }),
  },
  UPLOAD_QUOTA_BYTES: {
    about: 'What all uploads together may take up until videos are made of them, in bytes.',
    example: '100000000000',
    read: integer({ min: 1, max: Number.MAX_SAFE_INTEGER, unset: 100_000_000_000 }),
  },
  DEMO_PORT: {
    about: 'The port of the second demo partner, in test mode. It has one of its own so that its origin is another.',
    example: '5001',
    read: integer({ min: 0, max: 65535, unset: undefined }),
  },
  LOG_LEVEL: {
    about: 'debug, info, warn or error. Unset: info in live mode, warn in test mode.',
    example: 'info',
    read: oneOf(['debug', 'info', 'warn', 'error', 'silent'], undefined),
  },
} as const satisfies Record<string, Setting<unknown>>

export type Settings = { [Name in keyof typeof settings]: ReturnType<(typeof settings)[Name]['read']> }
