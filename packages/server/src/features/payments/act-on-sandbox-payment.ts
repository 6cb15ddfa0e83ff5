import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import { AppError } from '../../platform/errors.ts'
import type { Random } from '../../platform/random.ts'
import { signSandboxCallback } from './sandbox-callback.ts'
import { standing } from './sandbox-provider.ts'
import { findSandboxPayment, type SandboxPayment, updateSandboxPayment } from './sandbox-store.ts'

export const sandboxActions = [
  'pay',
  'decline',
  'pay-later',
  'money-arrives',
  'refund',
  'dispute',
  'win-dispute',
  'lose-dispute',
] as const

/** What a buyer or a bank does on the sandbox's page. */
export type SandboxAction = (typeof sandboxActions)[number]

/** What the payment's standing allows to be done to it. */
export function possibleActions(payment: SandboxPayment, now: Date): SandboxAction[] {
  return sandboxActions.filter((action) => outcome(payment, action, now) !== undefined)
}

/**
 * Does what a button of the sandbox's page says: the signed callback to send, and where the buyer goes next.
 * What the payment's standing does not allow changes nothing and calls nobody. `NotFound` for an unknown session.
 */
export async function actOnSandboxPayment(
  deps: { db: Database; clock: Clock; random: Random; publicUrl: string; sandboxCallbackKey: Buffer },
  { sessionId, action }: { sessionId: string; action: SandboxAction },
): Promise<{ callback: { body: Buffer; headers: Record<string, string> } | undefined; next: string }> {
  const payment = await findSandboxPayment(deps.db, sessionId)
  if (!payment) throw new AppError('NotFound')
  const page = `${deps.publicUrl}/checkout/sandbox/${sessionId}`
  const change = outcome(payment, action, deps.clock.now())
  if (!change || !(await updateSandboxPayment(deps.db, { id: sessionId, seen: payment, change }))) {
    return { callback: undefined, next: page }
  }
  if (action === 'decline') return { callback: undefined, next: page }
  const isPurchase = action === 'pay' || action === 'pay-later'
  return { callback: signSandboxCallback(deps, sessionId), next: isPurchase ? payment.successUrl : page }
}

function outcome(payment: SandboxPayment, action: SandboxAction, now: Date): Partial<SandboxPayment> | undefined {
  const { dispute, amountMinor, refundedMinor } = payment
  const state = standing(payment, now)
  const isSettled = state === 'paid' && refundedMinor < amountMinor
  switch (action) {
    case 'pay':
      return state === 'open' ? { state: 'paid' } : undefined
    case 'decline':
      return state === 'open' ? { hasBeenDeclined: true } : undefined
    case 'pay-later':
      return state === 'open' ? { state: 'pending' } : undefined
    case 'money-arrives':
      return state === 'pending' ? { state: 'paid' } : undefined
    case 'refund':
      return isSettled && dispute !== 'open' && dispute !== 'lost' ? { refundedMinor: amountMinor } : undefined
    case 'dispute':
      return isSettled && dispute === 'none' ? { dispute: 'open' } : undefined
    case 'win-dispute':
      return dispute === 'open' ? { dispute: 'won' } : undefined
    case 'lose-dispute':
      return dispute === 'open' ? { dispute: 'lost' } : undefined
  }
}
