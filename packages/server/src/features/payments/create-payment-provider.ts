import type { Clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/database/open.ts'
import type { Random } from '../../platform/random.ts'
import type { PaymentProvider } from './payment-provider.ts'
import { sandboxProvider } from './sandbox-provider.ts'

/** Who collects the money. */
export type PaymentSettings =
  | { provider: 'sandbox' }
  | { provider: 'stripe'; secretKey: string; webhookSecret: string; apiUrl: string | undefined }

/** The payment provider that the settings name. */
export async function createPaymentProvider(
  deps: { db: Database; clock: Clock; random: Random; publicUrl: string; sandboxCallbackKey: Buffer },
  settings: PaymentSettings,
): Promise<PaymentProvider> {
  switch (settings.provider) {
    case 'sandbox':
      return sandboxProvider(deps)
    case 'stripe':
      // Loaded when wanted: the library takes 35 MB, and the sandbox and the command line have no use for it.
      return (await import('./stripe-provider.ts')).stripeProvider(deps, settings)
  }
}
