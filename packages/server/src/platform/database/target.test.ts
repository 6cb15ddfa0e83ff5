import { expect, test } from 'vitest'
import { parseTarget, toUrl } from './target.ts'

const plain = { user: 'u', password: undefined, database: 'd', ssl: false, sessionKind: undefined }
const understood: Record<string, object> = {
  'postgres://u:p%40ss@db.example:6432/d': {
    ...plain,
    password: 'p@ss',
    addresses: [{ host: 'db.example', port: 6432 }],
  },
  'postgresql://u@a:1,b:2,[::1]/d': {
    ...plain,
    sessionKind: 'primary',
    addresses: [
      { host: 'a', port: 1 },
      { host: 'b', port: 2 },
      { host: '::1', port: 5432 },
    ],
  },
  'postgres://u@a,b/d?target_session_attrs=any': {
    ...plain,
    addresses: [
      { host: 'a', port: 5432 },
      { host: 'b', port: 5432 },
    ],
  },
  'postgres://u@/d?host=/tmp/x&port=7': { ...plain, addresses: [{ host: '/tmp/x', port: 7 }] },
  'postgres:///d?host=/tmp/x&user=u': { ...plain, addresses: [{ host: '/tmp/x', port: 5432 }] },
  'postgres://u@%2Ftmp%2Fx/d': { ...plain, addresses: [{ host: '/tmp/x', port: 5432 }] },
  'postgres://u@h?dbname=d&sslmode=require': { ...plain, ssl: 'require', addresses: [{ host: 'h', port: 5432 }] },
  'postgres://u@h/d?sslmode=verify-full': {
    ...plain,
    ssl: { rejectUnauthorized: true },
    addresses: [{ host: 'h', port: 5432 }],
  },
}
for (const [url, expected] of Object.entries(understood)) {
  test(`understands ${url}`, () => expect(parseTarget({ url })).toEqual(expected))
}

const refused = {
  'mysql://u:secret@h/d': /must look like/,
  'postgres://u:secret@h:http/d': /makes no sense/,
  'postgres://u:secret@h/d?sslmode=maybe': /unknown sslmode/,
  'postgres://u:secret@h/d?target_session_attrs=fast': /unknown target_session_attrs/,
  'postgres://u:secret%@h/d': /broken % escape/,
}
for (const [url, message] of Object.entries(refused)) {
  test(`refuses ${url} without repeating its password`, () => {
    expect(() => parseTarget({ url })).toThrow(message)
    expect(() => parseTarget({ url })).not.toThrow(/secret/)
  })
}

test('a connection survives being written as a URL', () => {
  const connection = { host: '/tmp/with space & more', port: 5432, user: 'a@b', database: 'c/d' }
  expect(parseTarget({ url: toUrl(connection) })).toEqual(parseTarget({ connection }))
})
