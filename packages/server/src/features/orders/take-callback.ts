import type { IncomingHttpHeaders } from 'node:http'
import { AppError } from '../../platform/errors.ts'
import { findPaymentEvent, insertPaymentEvent } from './ledger-store.ts'
import type { Order, OrderDeps } from './order.ts'
import { settleOrder } from './settle-order.ts'

/** Acts on a provider's callback: it is a hint to read anew, and a replayed one does nothing. `InvalidSignature` for what the
 * provider did not sign, `NotFound` for a provider that is not ours. */
export async function takeCallback(
  deps: OrderDeps,
  { provider, body, headers }: { provider: Order['provider']; body: Buffer; headers: IncomingHttpHeaders },
): Promise<void> {
  if (provider !== deps.payments.name) throw new AppError('NotFound')
  const callback = await deps.payments.readCallback({ body, headers })
  const { eventId } = callback
  if ('ignored' in callback || (await findPaymentEvent(deps.db, { provider, eventId }))) return
  await settleOrder(deps, { provider, sessionId: callback.sessionId })
  // Noted afterwards: what failed above is sent again, and has to be taken then.
  await insertPaymentEvent(deps.db, { provider, eventId, receivedAt: deps.clock.now() })
}
