import { createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'
import type { Clock } from '../../platform/clock.ts'
import { AppError } from '../../platform/errors.ts'
import { newId, type Random } from '../../platform/random.ts'
import type { PaymentCallback } from './payment-provider.ts'

const header = 'sandbox-signature'
const toleranceSeconds = 300

/** A callback as a provider sends it: what it is about, the time and a signature over both. */
export function signSandboxCallback(
  { clock, random, sandboxCallbackKey }: { clock: Clock; random: Random; sandboxCallbackKey: Buffer },
  sessionId: string,
): { body: Buffer; headers: Record<string, string> } {
  const body = Buffer.from(JSON.stringify({ id: `evt_${newId({ clock, random })}`, session: sessionId }))
  const time = Math.floor(clock.now().getTime() / 1000)
  const signature = sign(sandboxCallbackKey, time, body).toString('hex')
  return { body, headers: { 'content-type': 'application/json', [header]: `t=${time},v1=${signature}` } }
}

/** What a callback is about, or `InvalidSignature` where it is forged, changed or five minutes old. */
export function readSandboxCallback(
  { clock, sandboxCallbackKey }: { clock: Clock; sandboxCallbackKey: Buffer },
  { body, headers }: { body: Buffer; headers: IncomingHttpHeaders },
): PaymentCallback {
  const [, time, signature] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(String(headers[header])) ?? []
  if (time === undefined || signature === undefined) throw new AppError('InvalidSignature')
  const isGenuine = timingSafeEqual(sign(sandboxCallbackKey, Number(time), body), Buffer.from(signature, 'hex'))
  const isFresh = Math.abs(clock.now().getTime() / 1000 - Number(time)) <= toleranceSeconds
  if (!isGenuine || !isFresh) throw new AppError('InvalidSignature')
  const { id, session } = JSON.parse(body.toString()) as { id: string; session: string }
  return { eventId: id, sessionId: session }
}

function sign(key: Buffer, time: number, body: Buffer): Buffer {
  return createHmac('sha256', key).update(`${time}.`).update(body).digest()
}
