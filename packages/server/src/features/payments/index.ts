export {
  actOnSandboxPayment,
  possibleActions,
  type SandboxAction,
  sandboxActions,
} from './act-on-sandbox-payment.ts'
export { chargeProblem } from './chargeable.ts'
export { createPaymentProvider } from './create-payment-provider.ts'
export { forgetOldSandboxPayments } from './forget-old-payments.ts'
export type { PaymentProvider, PaymentReading } from './payment-provider.ts'
export { findSandboxPayment, type SandboxPayment } from './sandbox-store.ts'
