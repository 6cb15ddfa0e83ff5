import { expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'

const stripe = { STRIPE_SECRET_KEY: 'sk_live_x', STRIPE_WEBHOOK_SECRET: 'whsec_x' }
const mail = { MAIL_URL: 'smtps://mail.example', MAIL_FROM: 'Courses <hello@courses.example>' }
const services = { ...stripe, ...mail }
const live = { OSTEOCOM_MODE: 'live', PUBLIC_URL: 'https://courses.example', ...services }

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env)
    return []
  } catch (error) {
    if (error instanceof ConfigError) return error.problems
    throw error
  }
}

test('needs nothing to be set', () => {
  expect(readConfig({})).toMatchObject({
    mode: 'test',
    port: 5000,
    publicUrl: 'http://localhost:5000',
    logLevel: 'warn',
    playbackTokenTtlSeconds: 900,
  })
  expect(readConfig(live)).toMatchObject({ mode: 'live', publicUrl: 'https://courses.example', logLevel: 'info' })
})

test('an empty setting is one that is not set', () => {
  expect(readConfig({ PORT: '', OSTEOCOM_MODE: ' ', DATABASE_URL: '' })).toEqual(readConfig({}))
})

const refused: Record<string, Record<string, string>> = {
  OSTEOCOM_MODE: { OSTEOCOM_MODE: 'production' },
  PORT: { PORT: '70000' },
  PUBLIC_URL: { PUBLIC_URL: 'courses.example' },
  DATABASE_URL: { DATABASE_URL: 'mysql://db/osteocom' },
  DATABASE_POOL_SIZE: { DATABASE_POOL_SIZE: '0' },
  OSTEOCOM_SECRET: { OSTEOCOM_SECRET: 'short' },
  TRUSTED_PROXIES: { TRUSTED_PROXIES: '10.0.0.0/8, everyone' },
  PARTNER_TOKEN_HOURS: { PARTNER_TOKEN_HOURS: '1.5' },
  PLAYBACK_TOKEN_SECONDS: { PLAYBACK_TOKEN_SECONDS: '901' },
  PARTNER_REQUESTS_PER_SECOND: { PARTNER_REQUESTS_PER_SECOND: '-1' },
  LOGINS_PER_MINUTE: { LOGINS_PER_MINUTE: '1e3' },
  LOG_LEVEL: { LOG_LEVEL: 'verbose' },
  REDIS_URL: { REDIS_URL: 'localhost:6379' },
  PAYMENT_PROVIDER: { PAYMENT_PROVIDER: 'cash' },
  MAIL_URL: { MAIL_URL: 'mail.example', MAIL_FROM: 'a@b.example' },
  TERMS_URL: { TERMS_URL: 'javascript:alert(1)' },
  S3_ENDPOINT: { S3_BUCKET: 'courses', S3_ENDPOINT: 's3.example' },
  S3_PREFIX: { S3_BUCKET: 'courses', S3_PREFIX: '../other' },
  S3_FORCE_PATH_STYLE: { S3_BUCKET: 'courses', S3_FORCE_PATH_STYLE: 'true' },
  DEMO_PORT: { DEMO_PORT: '70000' },
}
for (const [name, env] of Object.entries(refused)) {
  test(`refuses ${JSON.stringify(env)} by its name`, () => {
    const problems = problemsOf(env)
    expect(problems).toHaveLength(1)
    expect(problems[0]).toMatch(new RegExp(`^${name} must `))
  })
}

for (const url of [
  'https://courses.example/path',
  'https://courses.example?x',
  'https://u:p@courses.example',
  'ftp://courses.example',
]) {
  test(`refuses ${url} as the public address`, () => expect(problemsOf({ PUBLIC_URL: url })).toHaveLength(1))
}

const contradictions: Record<string, [Record<string, string>, RegExp]> = {
  'no public address': [{ OSTEOCOM_MODE: 'live', ...services }, /^PUBLIC_URL is required/],
  'plain http': [{ ...live, PUBLIC_URL: 'http://courses.example' }, /^PUBLIC_URL must begin with https:/],
  'tickets of another life': [{ ...live, PLAYBACK_TOKEN_SECONDS: '60' }, /^PLAYBACK_TOKEN_SECONDS must be left at 900/],
  'a shared database without a shared secret': [
    { ...live, DATABASE_URL: 'postgres://db/osteocom' },
    /^OSTEOCOM_SECRET is required/,
  ],
  'payments that only pretend': [{ ...live, PAYMENT_PROVIDER: 'sandbox' }, /^PAYMENT_PROVIDER must be stripe/],
  'no way to send mail': [{ ...live, MAIL_URL: '' }, /^MAIL_URL is required/],
  'mail from nobody': [{ ...live, MAIL_FROM: '' }, /^MAIL_FROM is required/],
  'callbacks that nobody signed': [{ ...live, STRIPE_WEBHOOK_SECRET: '' }, /^STRIPE_WEBHOOK_SECRET is required/],
}
for (const [title, [env, problem]] of Object.entries(contradictions)) {
  test(`live mode refuses ${title}`, () => expect(problemsOf(env)).toEqual([expect.stringMatching(problem)]))
}

test('names every problem at once', () => {
  const everything = Object.assign({}, ...Object.values(refused)) as Record<string, string>
  expect(problemsOf(everything)).toHaveLength(Object.keys(refused).length)
})

test('a refused secret or password is not repeated', () => {
  expect(problemsOf({ OSTEOCOM_SECRET: 'canary', DATABASE_URL: 'canary:secret@db' }).join()).not.toContain('canary')
})
