import { PassThrough, pipeline, Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import {
  GetObjectCommand,
  type GetObjectCommandInput,
  type GetObjectCommandOutput,
  HeadObjectCommand,
} from '@aws-sdk/client-s3'
import type { Bucket } from './bucket.ts'
import { weigh } from './byte-range.ts'
import { HotFiles, openHot } from './hot-files.ts'
import { isAbsent, statusOf } from './object-store-failure.ts'
import type { ByteRange, Opened, Span, StoredFile, Wanted } from './storage.ts'

// A player gives up on a segment after ten seconds, and would rather be told to come back.
const answersWithinMs = 8_000
const maxReads = 4

/** The objects of one bucket, for readers: one request to the store for each file, or none where memory will do. */
export function objectReader({ client, bucket: Bucket, keyOf }: Bucket) {
  const hot = new HotFiles()

  async function get(
    path: string,
    how: Pick<GetObjectCommandInput, 'Range' | 'IfMatch' | 'IfNoneMatch'>,
    abortSignal: AbortSignal,
  ): Promise<GetObjectCommandOutput> {
    return client.send(new GetObjectCommand({ Bucket, Key: keyOf(path), ...how }), { abortSignal })
  }

  async function head(path: string): Promise<StoredFile | undefined> {
    try {
      const found = await client.send(new HeadObjectCommand({ Bucket, Key: keyOf(path) }))
      return { size: found.ContentLength ?? 0, etag: found.ETag ?? '' }
    } catch (error) {
      if (isAbsent(error)) return undefined
      throw error
    }
  }

  /** The bytes of an object, the first answer perhaps there already; where the line breaks, the rest is asked for anew. */
  async function* pieces(path: string, span: Span | undefined, signal: AbortSignal, first?: GetObjectCommandOutput) {
    let at = span?.start ?? 0
    let etag = first?.ETag
    for (let attempt = 1; ; attempt++) {
      const Range = !span && at === 0 ? undefined : `bytes=${at}-${span?.end ?? ''}`
      const found = (attempt === 1 ? first : undefined) ?? (await get(path, { Range, IfMatch: etag }, signal))
      etag ??= found.ETag
      try {
        for await (const piece of found.Body as Readable) {
          at += piece.length
          yield piece as Buffer
        }
        return
      } catch (error) {
        // Unless the file has changed meanwhile.
        if (signal.aborted || attempt === maxReads || etag === undefined) throw error
        if (span && at > span.end) return
      }
    }
  }

  function stream(path: string, span?: Span, gone = new AbortController(), first?: GetObjectCommandOutput): Readable {
    const out = new PassThrough()
    out.once('close', () => gone.abort())
    pipeline(Readable.from(pieces(path, span, gone.signal, first), { objectMode: false }), out, () => {
      // Whoever reads sees the failure on what they read.
    })
    return out
  }

  async function open(path: string, wanted: Wanted = {}): Promise<Opened> {
    return wanted.range ? ask(path, wanted) : hot.load(path, () => ask(path, wanted))
  }

  async function ask(path: string, wanted: Wanted): Promise<Opened> {
    const kept = hot.find(path)
    if (kept && wanted.neverChanges) return openHot(kept, wanted)
    if (isNoRange(wanted.range)) return outOfRange(path)
    // Stores take one etag, not a list; the others are looked at here.
    const IfNoneMatch = kept?.etag ?? wanted.unless?.find((etag) => etag !== '*')
    const Range = wanted.range && headerOf(wanted.range)
    const gone = new AbortController()
    const late = setTimeout(() => gone.abort(), answersWithinMs)
    try {
      const found = await get(path, { Range, IfNoneMatch, IfMatch: Range && wanted.ifRange }, gone.signal)
      return await take(path, wanted, { found, gone })
    } catch (error) {
      if (isAbsent(error)) {
        hot.forget(path)
        return { state: 'absent' }
      }
      const status = statusOf(error)
      if (status === 304 && kept) return openHot(kept, wanted)
      if (status === 304) return { state: 'unchanged', etag: IfNoneMatch ?? '' }
      if (status === 412) return await ask(path, { ...wanted, range: undefined })
      if (status === 416) return await outOfRange(path)
      throw error
    } finally {
      clearTimeout(late)
    }
  }

  async function take(
    path: string,
    wanted: Wanted,
    { found, gone }: { found: GetObjectCommandOutput; gone: AbortController },
  ): Promise<Opened> {
    const { ContentLength = 0, ETag: etag = '', ContentRange } = found
    const [, start, end, size] = /^bytes (\d+)-(\d+)\/(\d+)$/.exec(ContentRange ?? '') ?? []
    const span = start === undefined ? undefined : { start: Number(start), end: Number(end) }
    const file = { etag, size: span ? Number(size) : ContentLength }
    const rest = () => stream(path, span, gone, found)
    if (!span && HotFiles.mayKeep(file)) {
      const whole = { ...file, bytes: await buffer(rest()) }
      hot.keep(path, whole)
      return openHot(whole, wanted)
    }
    const verdict = span ? ({ state: 'open', file, span } as const) : weigh(file, { ...wanted, range: undefined })
    if (verdict.state === 'open') return { ...verdict, bytes: rest() }
    const body = found.Body as Readable
    body.destroy()
    return verdict
  }

  async function outOfRange(path: string): Promise<Opened> {
    const file = await head(path)
    return file ? { state: 'out of range', size: file.size } : { state: 'absent' }
  }

  return { head, open, read: (path: string, span?: Span) => stream(path, span) }
}

function headerOf(range: ByteRange): string {
  return 'final' in range ? `bytes=-${range.final}` : `bytes=${range.from}-${range.to ?? ''}`
}

// Some stores answer it with the whole file.
function isNoRange(range: ByteRange | undefined): boolean {
  if (!range) return false
  return 'final' in range ? range.final === 0 : range.to !== undefined && range.to < range.from
}
