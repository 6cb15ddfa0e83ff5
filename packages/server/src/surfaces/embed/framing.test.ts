import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseOrigin } from '../../features/partners/origin.ts'
import { embedHeaders } from './framing.ts'

const runs = { numRuns: 2000 }

const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.webUrl(),
  fc
    .tuple(fc.constantFrom('https://', 'http://', 'https://a.example', ''), fc.string({ maxLength: 20 }))
    .map((parts) => parts.join('')),
  fc.constantFrom(
    "'none'",
    "'self'",
    '*',
    'https:',
    'null',
    '',
    'https://é.example',
    'https://a.example;script-src *',
    'https://a.example,',
  ),
)

test('whatever stands in the table, the policy is one of ASCII, with one list of plain origins or nobody', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 12 }), (origins) => {
      const policy = embedHeaders({ origins })['content-security-policy'] ?? ''
      expect(policy).toMatch(/^[\x20-\x7e]+$/)
      expect(policy).not.toMatch(/[,*]/)
      expect(policy.match(/frame-ancestors/g)).toHaveLength(1)
      const list = policy.slice(policy.indexOf('frame-ancestors ') + 'frame-ancestors '.length)
      expect(list).toMatch(/^('none'|https?:\/\/[a-z0-9.-]+(:\d+)?( https?:\/\/[a-z0-9.-]+(:\d+)?)*)$/)
    }),
    runs,
  )
})

test('whatever an operator may list is sent as it is', () => {
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 6 }), (texts) => {
      const origins = texts.flatMap((text) => {
        const parsed = parseOrigin(text, { allowHttp: true })
        return 'origin' in parsed ? parsed.origin : []
      })
      const list = origins.length > 0 ? origins.join(' ') : "'none'"
      expect(embedHeaders({ origins })['content-security-policy']).toMatch(new RegExp(`frame-ancestors ${list}$`))
    }),
    runs,
  )
})
