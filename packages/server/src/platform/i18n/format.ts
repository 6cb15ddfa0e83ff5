import type { Locale } from './locale.ts'

type UnitDisplay = 'short' | 'long'

/** Money in minor units as the reader writes it: `€149`, `149,00 €`; whole amounts lose their zeros only when asked. */
export function formatPrice(
  locale: Locale,
  minor: number,
  currency: string,
  options?: { trimZeros?: boolean },
): string {
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    ...(options?.trimZeros ? { trailingZeroDisplay: 'stripIfInteger' as const } : {}),
  })
  return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2))
}

/** A length of time in the two largest units that matter: `41 s`, `12 min`, `1 h 5 min`; long spells the words out. */
export function formatDuration(locale: Locale, seconds: number, display: UnitDisplay = 'short'): string {
  const whole = Math.max(0, Math.round(seconds))
  if (whole < 60) return formatUnit(locale, whole, 'second', display)
  const minutes = Math.round(whole / 60)
  if (minutes < 60) return formatUnit(locale, minutes, 'minute', display)
  const parts = [formatUnit(locale, Math.floor(minutes / 60), 'hour', display)]
  if (minutes % 60 > 0) parts.push(formatUnit(locale, minutes % 60, 'minute', display))
  return new Intl.ListFormat(locale, { type: 'unit', style: display === 'long' ? 'long' : 'narrow' }).format(parts)
}

function formatUnit(
  locale: Locale,
  value: number,
  unit: 'second' | 'minute' | 'hour',
  unitDisplay: UnitDisplay,
): string {
  // English alone writes "sec" for its short second; the symbol is what a player shows.
  if (unitDisplay === 'short' && unit === 'second' && locale === 'en') return `${value}\u00a0s`
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay }).format(value)
}

/** The day as the reader writes it, in UTC unless a zone is given. */
export function formatDate(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone }).format(date)
}

/** The day and minute as the reader writes them, in UTC unless a zone is given. */
export function formatDateTime(locale: Locale, date: Date, timeZone = 'UTC'): string {
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeStyle: 'short', timeZone }).format(date)
}
