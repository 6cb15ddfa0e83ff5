import { forgetOldKeys } from '../features/licensing/index.ts'
import type { Context } from './context.ts'

const everyMs = 6 * 3600_000

/** Sweeps what has grown old, now and every six hours, until the returned function is called. */
export function keepHouse(ctx: Context): () => void {
  const sweep = () => {
    forgetOldKeys(ctx).catch((error) => ctx.log.warn({ err: error }, 'could not forget old idempotency keys'))
  }
  sweep()
  const timer = setInterval(sweep, everyMs)
  return () => clearInterval(timer)
}
