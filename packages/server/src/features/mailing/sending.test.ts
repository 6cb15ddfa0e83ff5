import { Writable } from 'node:stream'
import { pino } from 'pino'
import { afterEach, expect, test } from 'vitest'
import { transaction } from '../../platform/database/open.ts'
import { jobWorkers } from '../../surfaces/jobs/index.ts'
import { liveSettings, type TestApp, testApp } from '../../testing/app.ts'
import { testMailServer } from '../../testing/mail-server.ts'
import { type Mail, queueMail, sendMail } from './index.ts'

const server = await testMailServer()
const mailSettings = { MAIL_URL: server.url, MAIL_FROM: 'Bücher & Kurse <hello@courses.example>' }
const code: Mail = { to: 'ada@learner.example', locale: 'en', kind: 'sign-in-code', code: '483920', minutes: 10 }

afterEach(async () => {
  server.received.length = 0
  server.refuse(undefined)
})

const lines: string[] = []
/** The application with a log that is read afterwards. */
async function mailingApp(settings: Record<string, string> = mailSettings): Promise<TestApp> {
  const app = await testApp({ settings })
  lines.length = 0
  const sink = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(chunk.toString())
      done()
    },
  })
  app.ctx.log = pino({ level: 'debug' }, sink)
  return app
}

const mailRows = (app: TestApp) =>
  app.db.selectFrom('mail').select(['id', 'state', 'tries', 'last_problem', 'sealed']).orderBy('number').execute()

/** Every try there is to be, without waiting between them. */
const runEveryTry = (app: TestApp) => app.ctx.jobs.drain(jobWorkers(app.ctx), { early: true })

test('a letter reaches the mail server as HTML and text, to one recipient, with what tells it is from a program', async () => {
  const app = await mailingApp()
  await queueMail(app.ctx, code)
  await app.runJobs()
  const [mail] = server.received
  expect(server.received).toHaveLength(1)
  expect(mail?.recipients).toEqual(['ada@learner.example'])
  expect(mail?.parsed.subject).toBe('Your sign-in code')
  expect(mail?.parsed.from?.text).toBe('"Bücher & Kurse" <hello@courses.example>')
  expect(mail?.parsed.text).toContain('    483920')
  expect(mail?.parsed.html).toContain('483920')
  expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated')
  expect(mail?.parsed.messageId).toMatch(/^<[0-9a-f]{24}@courses\.example>$/)
  expect(mail?.parsed.attachments).toEqual([])
  expect(await mailRows(app)).toMatchObject([{ state: 'sent', tries: 1, last_problem: null }])
})

test('a letter is queued with what the transaction writes, or not at all', async () => {
  const app = await mailingApp()
  const undone = transaction(app.db, async (tx) => {
    await queueMail({ ...app.ctx, db: tx }, code)
    throw new Error('undone')
  })
  await expect(undone).rejects.toThrow('undone')
  await app.runJobs()
  expect([server.received.length, (await mailRows(app)).length]).toEqual([0, 0])
})

test('a mail server that is down is asked again and gets the letter once it is up', async () => {
  const app = await mailingApp()
  await queueMail(app.ctx, code)
  await server.stop()
  await app.runJobs()
  expect(await mailRows(app)).toMatchObject([
    { state: 'waiting', tries: 1, last_problem: 'the mail server cannot be reached (ESOCKET)' },
  ])
  await server.start()
  await runEveryTry(app)
  expect(server.received).toHaveLength(1)
  expect(await mailRows(app)).toMatchObject([{ state: 'sent', tries: 2, last_problem: null }])
})

test('a letter whose sending was not noted goes out again under the same id', async () => {
  const app = await mailingApp()
  await queueMail(app.ctx, code)
  const [row] = await mailRows(app)
  const attempt = { mailId: row?.id ?? '', isLastTry: false, signal: AbortSignal.timeout(10_000) }
  // The process dies between the server's yes and its own note.
  const dying = { ...app.ctx, clock: { ...app.clock, now: dieAfter(1, () => app.clock.now()) } }
  await expect(sendMail(dying, attempt)).rejects.toThrow('died')
  await app.runJobs()
  const ids = server.received.map(({ parsed }) => parsed.messageId)
  expect(ids).toHaveLength(2)
  expect(new Set(ids).size).toBe(1)
})

test('a letter that went out does not go out again', async () => {
  const app = await mailingApp()
  await queueMail(app.ctx, code)
  await app.runJobs()
  const [row] = await mailRows(app)
  await app.ctx.jobs.enqueue(app.db, { name: 'send-mail', data: { mailId: row?.id ?? '' } })
  await app.runJobs()
  expect(server.received).toHaveLength(1)
})

const refusals = {
  'an address the server does not know is not asked for again': {
    answer: { code: 550, text: 'no such user ada@learner.example' },
    expect: { state: 'failed', tries: 1, last_problem: 'the mail server does not take the letter (EENVELOPE 550)' },
  },
  'a server that is busy is asked until the last try': {
    answer: { code: 451, text: 'ada@learner.example: try later' },
    expect: { state: 'failed', tries: 25, last_problem: 'the mail server does not take the letter (EENVELOPE 451)' },
  },
}
for (const [title, row] of Object.entries(refusals)) {
  test(title, async () => {
    const app = await mailingApp()
    await queueMail(app.ctx, code)
    server.refuse(row.answer)
    await runEveryTry(app)
    expect(await mailRows(app)).toMatchObject([row.expect])
    expect(await everythingIn(app)).not.toContain('ada@learner.example')
  })
}

test('a code that expired on its way is not sent', async () => {
  const app = await mailingApp()
  await queueMail(app.ctx, code)
  app.clock.advance(601)
  await app.runJobs()
  expect(server.received).toHaveLength(0)
  expect(await mailRows(app)).toMatchObject([
    { state: 'failed', last_problem: 'what it holds expired before it could be sent' },
  ])
})

const injections: Record<string, Mail> = {
  'a name with a line break': {
    ...code,
    kind: 'verify-email',
    name: 'Ada\r\nBcc: eve@evil.example',
    url: 'https://a.example',
    hours: 1,
  },
  'a course with a line break': {
    ...code,
    kind: 'receipt',
    name: 'Ada',
    courseTitle: 'Spine\r\nBcc: eve@evil.example\r\n\r\nbody',
    receiptNumber: '1',
    priceMinor: 100,
    currency: 'EUR',
    paidAt: new Date(0),
    receiptUrl: 'https://a.example',
    courseUrl: 'https://a.example',
  },
  'an address with a line break': { ...code, to: 'ada@learner.example\r\nBcc: eve@evil.example' },
  'an address that is two': { ...code, to: 'ada@learner.example, eve@evil.example' },
  'an address with an angle bracket': { ...code, to: 'x <eve@evil.example>' },
}
for (const [title, mail] of Object.entries(injections)) {
  test(`${title} brings no header and no second recipient`, async () => {
    const app = await mailingApp()
    await queueMail(app.ctx, mail)
    await app.runJobs()
    expect((await mailRows(app))[0]?.state).toBe(mail.to === code.to ? 'sent' : 'failed')
    for (const { recipients, parsed } of server.received) {
      expect(recipients).toEqual(['ada@learner.example'])
      expect([...parsed.headers.keys()]).not.toContain('bcc')
      expect(parsed.subject).not.toMatch(/[\r\n]/)
    }
  })
}

test('a code stands nowhere but in the letter: not in the log, not in any table', async () => {
  const canary = '770077'
  const app = await mailingApp({
    ...mailSettings,
    ...liveSettings,
    MAIL_URL: server.url,
    PUBLIC_URL: 'https://live.example',
  })
  await queueMail(app.ctx, { ...code, code: canary })
  const before = await everythingIn(app)
  await app.runJobs()
  const after = await everythingIn(app)
  expect(server.received[0]?.parsed.text).toContain(canary)
  for (const dump of [before, after, lines.join('')]) {
    expect(dump).not.toContain(canary)
    expect(dump).not.toContain('ada@learner.example')
  }
  expect(lines.join('')).toContain('sent a mail')
  expect(before).toMatch(/<kind>sign-in-code<[\s\S]*<name>send-mail</)
})

test('in live mode a letter that went out leaves no words behind; in test mode the outbox keeps them', async () => {
  const live = await mailingApp({ ...liveSettings, ...mailSettings, PUBLIC_URL: 'https://live.example' })
  const trial = await mailingApp()
  for (const app of [live, trial]) {
    await queueMail(app.ctx, code)
    await app.runJobs()
  }
  expect((await mailRows(live))[0]?.sealed).toHaveLength(0)
  expect((await mailRows(trial))[0]?.sealed.length).toBeGreaterThan(50)
})

test('without a mail server, letters go no further than the outbox, and the log says so', async () => {
  const app = await mailingApp({})
  await queueMail(app.ctx, code)
  await app.runJobs()
  expect(await app.mails()).toEqual([code])
  expect(lines.join('')).toContain('put a mail into the outbox: no MAIL_URL')
  expect(lines.join('')).not.toContain('ada@learner.example')
})

test('an encrypted way to the server has to be one that can be trusted', async () => {
  const encrypted = await testMailServer({ isEncrypted: true })
  const strict = await mailingApp({ ...mailSettings, MAIL_URL: encrypted.url })
  const trusting = await mailingApp({ ...mailSettings, MAIL_URL: `${encrypted.url}?tls.rejectUnauthorized=false` })
  for (const app of [strict, trusting]) {
    await queueMail(app.ctx, code)
    await app.runJobs()
  }
  expect([await mailRows(strict), await mailRows(trusting)]).toMatchObject([
    [{ state: 'waiting' }],
    [{ state: 'sent' }],
  ])
  expect(encrypted.received).toHaveLength(1)
})

function dieAfter(calls: number, now: () => Date): () => Date {
  let left = calls
  return () => {
    left -= 1
    if (left < 0) throw new Error('died')
    return now()
  }
}

/** Every row of every table of ours and of the queue, as text, bytes as hex and as what they might spell. */
async function everythingIn(app: TestApp): Promise<string> {
  const { rows } = await app.db.executeQuery<{ dump: string }>({
    sql: `select string_agg(query_to_xml(format('select * from %I.%I', schemaname, tablename), true, false, '')::text, '') as dump
      from pg_tables where schemaname in ('public', 'pgboss')`,
    parameters: [],
    query: { kind: 'RawNode' } as never,
    queryId: { queryId: 'dump' },
  })
  const dump = rows[0]?.dump ?? ''
  const bytes = dump
    .match(/<sealed>([^<]*)</g)
    ?.map((text) => Buffer.from(text.slice(8, -1), 'base64').toString('latin1'))
  return dump + (bytes ?? []).join('')
}
