import type { AddressInfo } from 'node:net'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { afterAll } from 'vitest'

export interface ReceivedMail {
  recipients: string[]
  raw: string
  parsed: ParsedMail
}

export interface TestMailServer {
  url: string
  received: ReceivedMail[]
  /** Refuses the next recipients with this answer, until told otherwise. */
  refuse(answer: { code: number; text: string } | undefined): void
  stop(): Promise<void>
  start(): Promise<void>
}

/** A real mail server on a port of its own that keeps what it is given. Ends when the test file is through. */
export async function testMailServer({ isEncrypted = false } = {}): Promise<TestMailServer> {
  const received: ReceivedMail[] = []
  let refusal: { code: number; text: string } | undefined
  let server: SMTPServer | undefined
  let port = 0

  async function start(): Promise<void> {
    const started = new SMTPServer({
      secure: isEncrypted,
      authOptional: true,
      disabledCommands: isEncrypted ? [] : ['STARTTLS'],
      logger: false,
      closeTimeout: 50,
      onRcptTo: (_address, _session, done) => {
        done(refusal ? Object.assign(new Error(refusal.text), { responseCode: refusal.code }) : undefined)
      },
      onData: (stream, session, done) => {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks)
          const recipients = session.envelope.rcptTo.map(({ address }) => address)
          simpleParser(raw).then((parsed) => {
            received.push({ recipients, raw: raw.toString('latin1'), parsed })
            done()
          }, done)
        })
      },
    })
    // A client that does not trust the certificate hangs up.
    started.on('error', () => undefined)
    server = started
    await new Promise<void>((ready) => started.listen(port, '127.0.0.1', ready))
    port = (started.server.address() as AddressInfo).port
  }

  async function stop(): Promise<void> {
    const stopping = server
    server = undefined
    if (stopping) await new Promise<void>((stopped) => stopping.close(stopped))
  }

  await start()
  afterAll(stop)
  return {
    url: `${isEncrypted ? 'smtps' : 'smtp'}://127.0.0.1:${port}`,
    received,
    refuse: (answer) => {
      refusal = answer
    },
    stop,
    start,
  }
}
