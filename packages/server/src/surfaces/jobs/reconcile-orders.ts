import { type OrderDeps, reconcileOrders } from '../../features/orders/index.ts'
import type { JobOn } from './job-on.ts'
import { kinds } from './kinds.ts'

/** Catches up with the payment provider where a callback was lost, and gives back what was paid twice. */
export const reconcileOrdersJob: JobOn<OrderDeps> = { ...kinds.reconcileOrders, run: reconcileOrders }
