// Digits of a card as people type them: in groups, or with anything light between them.
const runs = /\d(?:[\s._/-]{0,3}\d){12,}/g
const lengths = { least: 13, usual: 16, most: 19 }

/** Whether a text holds what can only be the number of a payment card; such a text is never to be kept. */
export function holdsCardNumber(text: string): boolean {
  return [...asciiDigits(text).matchAll(runs)].some(([run]) => {
    const digits = run.replace(/\D/g, '')
    if (digits.length <= lengths.most) return digits.length >= lengths.least && isLuhn(digits)
    return Array.from(digits, (_, i) => digits.slice(i, i + lengths.usual)).some(
      (part) => part.length === lengths.usual && isLuhn(part),
    )
  })
}

// Full-width digits become plain by normalising, those of Arabic and Persian do not.
function asciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

/** The check that every card number passes, and one other number in ten. */
function isLuhn(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .map((digit, i) => Number(digit) * (i % 2 === 0 ? 1 : 2))
    .reduce((total, value) => total + (value > 9 ? value - 9 : value), 0)
  return sum % 10 === 0
}
