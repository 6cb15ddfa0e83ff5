import type { Course, Lesson } from '../../../features/licensing/index.ts'
import type { Order } from '../../../features/orders/index.ts'
import { aSite, everywhere } from '../../../platform/pages/testing/site.ts'

export const site = await aSite({
  navigation: [
    { path: '/my-courses', label: everywhere('My Courses') },
    { path: '/receipts', label: everywhere('Receipts') },
    { path: '/account', label: everywhere('Account') },
  ],
})

export const visitor = { name: 'Ada', email: 'ada@example.com' }

const titles = [
  'Three Curves, One Column',
  'What a Disc Does',
  'Lifting Without Fear: Why Keeping the Load Close Spares Your Back More Than You Would Think',
  'Bend, Lean, Turn',
]

export function aLesson(i: number, change: Partial<Lesson> = {}): Lesson {
  return {
    videoId: `66f1a2e24be19d0037c301${String(i).padStart(2, '0')}`,
    title: titles[i % titles.length] ?? '',
    subtitle: 'Pressed by day, refilled by night',
    cover: '',
    durationSeconds: 312 + i * 47,
    positionSeconds: 0,
    state: 'new',
    ...change,
  }
}

/** A course of four lessons: one watched, one begun. */
export function aCourse(change: Partial<Course> = {}): Course {
  const lessons = [
    aLesson(0, { state: 'done', positionSeconds: 312 }),
    aLesson(1, { state: 'begun', positionSeconds: 140 }),
    aLesson(2),
    aLesson(3),
  ]
  return {
    channelId: '66f1a2d14be19d0037b20001',
    language: 'en',
    title: 'How the Spine Carries You',
    subtitle: 'Four short lessons on curves, discs and lifting',
    htmlDescription: '<p>Your back is stronger than most people believe.</p><ul><li>Why the curves are there</li></ul>',
    cover: '',
    background: '',
    authors: [
      { name: 'Nora Lindqvist', image: '' },
      { name: 'Tom Achterberg', image: '' },
    ],
    partnerName: 'Bewegungswerkstatt',
    source: 'purchase',
    since: new Date('2026-02-03T09:00:00Z'),
    expiresAt: null,
    lessons,
    lessonsDone: lessons.filter(({ state }) => state === 'done').length,
    durationSeconds: lessons.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    next: lessons[1],
    lastActivityAt: new Date('2026-02-10T09:00:00Z'),
    ended: undefined,
    ...change,
  }
}

export function anOrder(change: Partial<Order> = {}): Order {
  return {
    id: '66f1a2d14be19d0037b2aaaa',
    state: 'paid',
    isDuplicate: false,
    accountId: 'account',
    channelId: '66f1a2d14be19d0037b20001',
    channelTitle: 'How the Spine Carries You',
    cover: '',
    partnerId: 'partner',
    partnerName: 'Bewegungswerkstatt',
    partnerUserId: null,
    priceMinor: 4900,
    currency: 'EUR',
    taxName: 'VAT',
    taxBasisPoints: 1900,
    taxMinor: 782,
    country: 'DE',
    buyerName: 'Ada Learner',
    buyerEmail: 'ada@example.com',
    buyerCompany: null,
    buyerVatNumber: null,
    locale: 'en',
    paymentUrl: null,
    returnTo: null,
    provider: 'stripe',
    providerSession: null,
    providerPayment: null,
    receiptNumber: '2026-000042',
    purchaseId: null,
    createdAt: new Date('2026-02-03T08:55:00Z'),
    expiresAt: new Date('2026-02-03T09:55:00Z'),
    paidAt: new Date('2026-02-03T09:00:00Z'),
    closedAt: null,
    revision: 1,
    ...change,
  }
}
