export type { PaymentCallback, PaymentProvider, PaymentReading, PaymentRequest } from './payment-provider.ts'
