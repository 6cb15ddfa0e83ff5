import { currencyDigits } from '@osteocom/contract'
import { InvalidArgumentError } from 'commander'

type Cell = string | number | boolean | Date | null | string[]

/** Prints rows as a table for people, or as JSON for programs. */
export function printRows<Row extends object>(
  rows: Row[],
  { json, columns, empty }: { json: boolean; columns: Record<string, (row: Row) => Cell>; empty: string },
): void {
  if (json) return print(JSON.stringify(rows, null, 2))
  if (rows.length === 0) return print(empty)
  const titles = Object.keys(columns)
  const cells = rows.map((row) => Object.values(columns).map((read) => show(read(row))))
  const widths = titles.map((title, i) => Math.max(title.length, ...cells.map((line) => line[i]?.length ?? 0)))
  const line = (texts: string[]) =>
    texts
      .map((text, i) => text.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  print([line(titles), line(widths.map((width) => '─'.repeat(width))), ...cells.map(line)].join('\n'))
}

/** Prints one answer: `Label: value` lines for people, the object for programs. */
export function printAnswer(
  answer: Record<string, Cell | undefined>,
  { json, note }: { json: boolean; note?: string },
): void {
  if (json) return print(JSON.stringify(answer, null, 2))
  const known = Object.entries(answer).filter((entry): entry is [string, Cell] => entry[1] !== undefined)
  const width = Math.max(...known.map(([label]) => label.length))
  print(known.map(([label, value]) => `${label.padEnd(width)}  ${show(value)}`).join('\n'))
  if (note !== undefined) print(`\n${note}`)
}

/** Prints what programs read. */
export function printJson(value: object): void {
  print(JSON.stringify(value, null, 2))
}

/** The time of day, in UTC: `14:03:59`. */
export function clockTime(time: Date): string {
  return time.toISOString().slice(11, 19)
}

function show(value: Cell): string {
  if (value === null) return ''
  if (value instanceof Date) return value.toISOString().replace('T', ' ').slice(0, 19)
  if (Array.isArray(value)) return value.join(', ')
  return String(value)
}

function print(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** An amount with its currency's own number of decimals: `49.00 EUR`. */
export function money(minor: number, currency: string): string {
  const digits = currencyDigits(currency)
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`
}

/** A whole number from 1 to 10,000, as an option takes it. */
export function count(value: string): number {
  const number = Number(value)
  if (!/^\d+$/.test(value) || number < 1 || number > 10_000) throw new InvalidArgumentError('It must be 1 to 10000.')
  return number
}
