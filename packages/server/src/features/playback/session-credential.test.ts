import { expect, test } from 'vitest'
import { decodeCredential, encodeCredential } from './session-credential.ts'

const key = Buffer.alloc(32, 1)
const videoId = '66f1a2e24be19d0037c30201'
const made = {
  sessionId: Buffer.alloc(16, 5),
  videoId,
  openedAt: new Date('2026-03-01T22:00:00Z'),
  expiresAt: new Date('2026-03-02T10:00:00Z'),
}
const text = encodeCredential(key, made)

test('is 64 characters that stand in a path, and reads back as it was made', () => {
  expect(text).toMatch(/^[\w-]{64}$/)
  expect(decodeCredential(key, text, videoId)).toEqual(made)
})

test('is refused with any of its characters changed', () => {
  for (let i = 0; i < text.length; i++) {
    const changed = text.slice(0, i) + (text[i] === 'A' ? 'B' : 'A') + text.slice(i + 1)
    expect(decodeCredential(key, changed, videoId)).toBeUndefined()
  }
})

const foreign: Record<string, [Buffer, string, string]> = {
  'under another key': [Buffer.alloc(32, 2), text, videoId],
  'for another video': [key, text, '66f1a2e24be19d0037c30202'],
  'for a video in capitals': [key, text, videoId.toUpperCase()],
  'with a character more': [key, `${text}A`, videoId],
  'with a character less': [key, text.slice(1), videoId],
  'in plain base64': [key, `${text.slice(0, 63)}+`, videoId],
  'that is empty': [key, '', videoId],
}
for (const [title, args] of Object.entries(foreign)) {
  test(`is refused ${title}`, () => expect(decodeCredential(...args)).toBeUndefined())
}
