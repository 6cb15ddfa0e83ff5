import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { newId, type Random } from '../../platform/random.ts'
import { chargeProblem } from './chargeable.ts'
import type { PaymentProvider } from './payment-provider.ts'
import { readSandboxCallback } from './sandbox-callback.ts'
import {
  findSandboxPayment,
  insertSandboxPayment,
  type SandboxPayment,
  updateSandboxPayment,
  updateSandboxRefunded,
} from './sandbox-store.ts'

const paymentPrefix = 'pay_'

/** A provider that moves no money: its bank is a table, and its page has buttons for what a buyer and a bank may do. */
export function sandboxProvider(deps: {
  db: Database
  clock: Clock
  random: Random
  publicUrl: string
  sandboxCallbackKey: Buffer
}): PaymentProvider {
  const { db, clock, random, publicUrl } = deps
  return {
    name: 'sandbox',
    pageOrigin: undefined,
    open: async ({ orderId, amountMinor, currency, title, locale, successUrl, cancelUrl, expiresAt }) => {
      const problem = chargeProblem(amountMinor, currency)
      if (problem !== undefined) return { refused: `the amount ${problem}` }
      const { id } = await insertSandboxPayment(db, {
        id: `sandbox_${newId(deps)}${random(12).toString('hex')}`,
        orderId,
        amountMinor,
        currency,
        description: title,
        successUrl,
        cancelUrl,
        locale,
        createdAt: clock.now(),
        expiresAt,
      })
      return { sessionId: id, url: `${publicUrl}/checkout/sandbox/${id}` }
    },
    read: async (sessionId) => {
      const payment = await findSandboxPayment(db, sessionId)
      if (!payment) return undefined
      const { orderId, amountMinor, currency, refundedMinor, dispute } = payment
      const state = standing(payment, clock.now())
      const paymentId = state === 'paid' ? paymentPrefix + sessionId : undefined
      return { orderId, sessionId, state, amountMinor, currency, paymentId, refundedMinor, dispute }
    },
    close: async (sessionId) => {
      await updateSandboxPayment(db, {
        id: sessionId,
        seen: { state: 'open', dispute: 'none' },
        change: { state: 'expired' },
      })
    },
    refund: async ({ paymentId }) => updateSandboxRefunded(db, paymentId.slice(paymentPrefix.length)),
    readCallback: async (callback) => readSandboxCallback(deps, callback),
  }
}

/** Where a payment stands at a moment: one that nobody paid in time has expired. */
export function standing({ state, expiresAt }: SandboxPayment, now: Date): SandboxPayment['state'] {
  return state === 'open' && expiresAt <= now ? 'expired' : state
}
