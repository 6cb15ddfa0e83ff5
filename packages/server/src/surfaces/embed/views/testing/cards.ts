import type { Locale } from '../../../../platform/i18n/index.ts'
import { type CardCourse, type CardState, renderCard, type Theme } from '../card.tsx'
import { buildCardStyles } from '../card-styles.ts'

export const coverUrl = '/files/cover.jpg'

export const styles = await buildCardStyles({ name: 'Osteocom', accent: 'oklch(0.46 0.085 195)' })

const spine: CardCourse = {
  title: 'How the spine carries you',
  subtitle: 'Four lessons on curve, load and motion',
  coverUrl,
  language: 'en',
  authors: ['Nora Whitfield', 'Tom Adeyemi'],
  lessons: 4,
  durationSeconds: 5460,
}

const step: CardCourse = {
  ...spine,
  title: 'هندسة الخطوة: كيف يمشي الجسم',
  subtitle: 'ثلاثة دروس قصيرة عن المشي',
  language: 'ar',
  authors: ['سلمى الخطيب'],
  lessons: 3,
}

/** As long as a publisher may make it, with a word that nothing breaks by itself. */
const long: CardCourse = {
  title:
    'Funktionelle Wirbelsäulenstabilisationsgymnastik bei chronischen Rückenschmerzen: Grundlagen, Befundung und Praxis für Fortgeschrittene',
  subtitle:
    'Vierundzwanzig Lektionen über Muskelfunktionsketten, Bewegungskontrolle und Belastungssteuerung, mit vielen gezeichneten Beispielen aus der täglichen Arbeit',
  coverUrl,
  language: 'de',
  authors: ['Prof. Dr. Annegret Müller-Lüdenscheidt', 'Maximilian Freiherr von Hohenstein', 'Livia Marchetti'],
  lessons: 24,
  durationSeconds: 41_400,
}

const token = 'eyJhbGciOiJIUzI1NiIsInR5cCI6ImludGVudCtqd3QifQ.'.padEnd(520, 'Zx9-Qk_3vR7tLmW2')
const buyUrl = `https://courses.example/checkout?intent=${token}`
const watchUrl = 'https://courses.example/my-courses/66f1a2d14be19d0037b20001'
const offer = (course: CardCourse, priceMinor = 4900, currency = 'EUR'): CardState => ({
  kind: 'offer',
  course,
  priceMinor,
  currency,
  buyUrl,
})

export const states: Record<string, CardState> = {
  'a course to buy': offer(spine),
  'an Arabic course to buy': offer(step, 3900),
  'a course of many words': offer(long, 124_950, 'CHF'),
  'a course without picture, subtitle or author': offer({ ...spine, coverUrl: '', subtitle: '', authors: [] }),
  'a course that is owned': { kind: 'owned', course: spine, watchUrl },
  'nothing to be had': { kind: 'unavailable' },
}

export function card(
  state: CardState,
  { locale = 'en', theme = 'auto', fitFor }: { locale?: Locale; theme?: Theme; fitFor?: string } = {},
): string {
  return renderCard({ styles, locale, theme, brandName: 'Osteocom', state, fitFor })
}
