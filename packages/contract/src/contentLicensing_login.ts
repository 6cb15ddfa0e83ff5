import Type from 'typebox'
import { ClientId } from './fields.ts'
import { method } from './method.ts'

export const login = method({
  name: 'contentLicensing_login',
  summary: 'Log in',
  description:
    'Exchanges the client id and secret for a bearer token, which the other calls take in `Authorization`. ' +
    'An unknown client, a wrong secret and an off-line partner get one and the same answer.',
  auth: 'none',
  idempotencyKey: false,
  request: Type.Object({
    clientId: ClientId,
    clientSecret: Type.String({ minLength: 1, maxLength: 256, description: 'Shown once, when it was made.' }),
  }),
  reply: Type.Object({ token: Type.String({ description: 'A JWT bearer token, valid for 24 hours by default.' }) }),
  errors: ['InvalidCredentials'],
  example: {
    request: { clientId: '6741a0c2f19d3b5e8a7c4d10', clientSecret: 'cs_test_4fX0…' },
    reply: { token: 'eyJhbGciOiJIUzI1NiIsInR5cCI6…' },
  },
})
