import type { ByteRange, Opened, Span, StoredFile, Wanted } from './storage.ts'

/** A range as it stands in a header, where it is one; undefined for everything a server may overlook. */
export function parseRange(header: string | undefined): ByteRange | undefined {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first !== '') return { from: Number(first), ...(last === '' ? {} : { to: Number(last) }) }
  return last === '' ? undefined : { final: Number(last) }
}

export type Verdict =
  | Extract<Opened, { state: 'unchanged' | 'out of range' }>
  | Omit<Extract<Opened, { state: 'open' }>, 'bytes' | 'release'>

/** What a reader who asks like this is to get of a file that is there. */
export function weigh(file: StoredFile, { range, ifRange, unless = [] }: Wanted): Verdict {
  if (unless.includes('*') || unless.includes(file.etag)) return { state: 'unchanged', etag: file.etag }
  const isPart = range !== undefined && (ifRange === undefined || ifRange === file.etag)
  const span = isPart ? within(range, file.size) : undefined
  if (span && span.start > span.end) return { state: 'out of range', size: file.size }
  return { state: 'open', file, span }
}

function within(range: ByteRange, size: number): Span {
  if ('final' in range) return { start: Math.max(0, size - range.final), end: size - 1 }
  return { start: range.from, end: Math.min(range.to ?? size - 1, size - 1) }
}
