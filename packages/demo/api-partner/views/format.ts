/** €49.00 */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount)
}

/** 1:05 */
export function clockTime(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}

/** 2 min 10 s, 45 min, 3 h 20 min */
export function spokenTime(seconds: number): string {
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60]
  if (hours > 0) return `${hours} h${minutes > 0 ? ` ${minutes} min` : ''}`
  const rest = seconds % 60
  if (minutes === 0) return `${rest} s`
  return `${minutes} min${rest > 0 && minutes < 10 ? ` ${rest} s` : ''}`
}

export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`
}

/** The language's name in English, or the tag itself where it is none. */
export function languageName(tag: string): string {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

const rightToLeftScripts = new Set(['Arab', 'Hebr', 'Syrc', 'Thaa', 'Nkoo', 'Adlm'])

/** Which way text in this language runs. */
export function directionOf(tag: string): 'ltr' | 'rtl' {
  try {
    return rightToLeftScripts.has(new Intl.Locale(tag).maximize().script ?? '') ? 'rtl' : 'ltr'
  } catch {
    return 'ltr'
  }
}

export function listOf(names: readonly string[]): string {
  return new Intl.ListFormat('en').format(names)
}
