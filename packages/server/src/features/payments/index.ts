export {
  actOnSandboxPayment,
  possibleActions,
  type SandboxAction,
  sandboxActions,
} from './act-on-sandbox-payment.ts'
export { createPaymentProvider, type PaymentSettings } from './create-payment-provider.ts'
export { forgetOldSandboxPayments } from './forget-old-payments.ts'
export type { PaymentCallback, PaymentProvider, PaymentReading, PaymentRequest } from './payment-provider.ts'
export { findSandboxPayment, type SandboxPayment } from './sandbox-store.ts'
