import { gunzipSync } from 'node:zlib'
import fc from 'fast-check'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { sendSpliced, splicePage } from './spliced-page.ts'

function sent(page: ReturnType<typeof splicePage>, text: string, acceptEncoding?: string) {
  const headers: Record<string, unknown> = {}
  let body: Buffer = Buffer.alloc(0)
  const reply = {
    type: () => reply,
    header: (name: string, value: unknown) => {
      headers[name] = value
      return reply
    },
    send: (bytes: Buffer) => {
      body = bytes
      return reply
    },
  }
  const request = { headers: acceptEncoding === undefined ? {} : { 'accept-encoding': acceptEncoding } }
  sendSpliced(request as FastifyRequest, reply as unknown as FastifyReply, page, text)
  return { headers, body }
}

const texts = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.constant(''),
  fc.string({ minLength: 2000, maxLength: 5000 }),
)

test('reads the same compressed and plain, whatever stands where', () => {
  fc.assert(
    fc.property(texts, texts, texts, (before, text, after) => {
      const page = splicePage(before, after)
      expect(sent(page, text).body.toString()).toBe(before + text + after)
      const { headers, body } = sent(page, text, 'br, gzip')
      expect(headers['content-encoding']).toBe('gzip')
      expect(gunzipSync(body).toString()).toBe(before + text + after)
    }),
    { numRuns: 500 },
  )
})

test('compresses only for who takes it', () => {
  const page = splicePage('a'.repeat(500), 'b'.repeat(500))
  expect(sent(page, 'x', 'br').headers['content-encoding']).toBeUndefined()
  expect(sent(page, 'x', 'gzip').body.length).toBeLessThan(100)
})

test('takes a text as long as a block may be, and no longer', () => {
  const page = splicePage('a', 'b')
  expect(gunzipSync(sent(page, 'x'.repeat(65_535), 'gzip').body).length).toBe(65_537)
  expect(() => sent(page, 'x'.repeat(65_536), 'gzip')).toThrow(RangeError)
})
