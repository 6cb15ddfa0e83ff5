import type { Letter } from '../mail.ts'

const url =
  'https://courses.example/account/verify-email?token=8Jw1vQd0yTq0uZcK2mF7bX5hN3pR6sLaEiVgYoUx&next=%2Fmy-courses'

/** One letter of every kind, and of every shape a kind has. */
export const letters: Record<string, Letter> = {
  'verify-email': { kind: 'verify-email', name: 'Ada Lovelace', url, hours: 24 },
  'already-registered': {
    kind: 'already-registered',
    name: 'Ada',
    signInUrl: 'https://courses.example/account/sign-in',
  },
  'sign-in-code': { kind: 'sign-in-code', code: '483920', minutes: 10 },
  'reset-password': { kind: 'reset-password', name: 'Ada', url, minutes: 60 },
  'email-changed': { kind: 'email-changed', name: 'Ada' },
  'password-changed': { kind: 'password-changed', name: 'Ada', accountUrl: 'https://courses.example/account' },
  'email-change': { kind: 'email-change', name: 'Ada', url, hours: 1 },
  'operator-invitation': { kind: 'operator-invitation', name: 'Ada', url, hours: 48 },
  receipt: {
    kind: 'receipt',
    name: 'Ada',
    receiptNumber: '2026-000042',
    courseTitle: 'Die Lendenwirbelsäulenbeweglichkeitsuntersuchung: Anatomie, Befund & Übung',
    priceMinor: 14900,
    currency: 'EUR',
    paidAt: new Date('2026-11-23T10:00:00Z'),
    receiptUrl: 'https://courses.example/receipts/65f0c0ffee0000000000a001',
    courseUrl: 'https://courses.example/my-courses/65f0c0ffee0000000000a001',
  },
  refund: aRefund('refund'),
  duplicate: aRefund('duplicate'),
  dispute: aRefund('dispute'),
  'account-erased': { kind: 'account-erased', name: 'Ada' },
}

function aRefund(reason: 'refund' | 'dispute' | 'duplicate'): Letter {
  return {
    kind: 'refund',
    name: 'Ada',
    receiptNumber: '2026-000042',
    courseTitle: 'How the spine carries you',
    amountMinor: 14900,
    currency: 'EUR',
    reason,
    receiptUrl: 'https://courses.example/receipts/65f0c0ffee0000000000a001',
  }
}
