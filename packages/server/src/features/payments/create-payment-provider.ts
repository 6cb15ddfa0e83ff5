import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { PaymentProvider } from './payment-provider.ts'
import { sandboxProvider } from './sandbox-provider.ts'
import { stripeProvider } from './stripe-provider.ts'

/** Who collects the money. */
export type PaymentSettings =
  | { provider: 'sandbox' }
  | { provider: 'stripe'; secretKey: string; webhookSecret: string; apiUrl: string | undefined }

/** The payment provider that the settings name. */
export function createPaymentProvider(
  deps: { db: Database; clock: Clock; random: Random; publicUrl: string; sandboxCallbackKey: Buffer },
  settings: PaymentSettings,
): PaymentProvider {
  switch (settings.provider) {
    case 'sandbox':
      return sandboxProvider(deps)
    case 'stripe':
      return stripeProvider(deps, settings)
  }
}
