import { expect, test } from 'vitest'
import { createCallLog } from './call-log.ts'

const call = (name: string, request: object, answer: unknown) => ({
  method: `contentLicensing_${name}`,
  status: 200,
  milliseconds: 4,
  request,
  answer,
})

test('keeps no secret, token or key', () => {
  const log = createCallLog()
  log.add('v', call('login', { clientId: 'c', clientSecret: 'CANARY-1' }, { token: 'head-CANARY-2' }))
  const viewing = { userId: 'u', userAccessKey: 'head-CANARY-3' }
  log.add('v', call('videoAccess', viewing, { tokenAuthVideo: 'head-CANARY-4' }))
  log.add('v', call('contentAccessAuthorization', {}, { userAccessKey: 'head-CANARY-5', token: 'head-CANARY-5' }))
  const shown = JSON.stringify(log.of('v'))
  expect(shown).toContain('head…')
  expect(shown).not.toContain('CANARY')
})

test('shows a visitor the last login and the last six calls of its own', () => {
  const log = createCallLog()
  log.add('somebody else', call('login', {}, { token: 'head-1' }))
  log.add('somebody else', call('videoAccess', { userId: 'theirs' }, {}))
  for (let count = 1; count <= 8; count += 1) log.add('v', call('catalog', { count }, {}))
  expect(log.of('v').map(({ method, request }) => [method, request])).toEqual([
    ['contentLicensing_login', {}],
    ...[3, 4, 5, 6, 7, 8].map((count) => ['contentLicensing_catalog', { count }]),
  ])
})
