import Type from 'typebox'
import { ClientId, ObjectId, PartnerUserId, UserAccessKey } from './fields.ts'
import { method } from './method.ts'

export const videoAccess = method({
  name: 'contentLicensing_videoAccess',
  summary: 'Get a ticket for one video',
  description:
    'Issues a `tokenAuthVideo`: a JWT for one customer and one video that opens the player within 15 minutes. ' +
    'Every reason to refuse gets the same answer.',
  auth: 'partner',
  idempotencyKey: false,
  request: Type.Object({
    clientId: ClientId,
    userId: PartnerUserId,
    userAccessKey: UserAccessKey,
    channelId: ObjectId,
    videoId: ObjectId,
  }),
  reply: Type.Object({ tokenAuthVideo: Type.String({ description: 'Valid for 15 minutes from now.' }) }),
  errors: ['InvalidToken', 'ClientMismatch', 'AccessDenied'],
  example: {
    request: {
      clientId: '6741a0c2f19d3b5e8a7c4d10',
      userId: 'customer-1042',
      userAccessKey: 'W3mJ4h2rXk0bT9sQeYpLzV5nCgUa8dFi1oKxRtMwEjY',
      channelId: '674199e0aa10b2c3d4e5f601',
      videoId: '674199e0aa10b2c3d4e5f611',
    },
    reply: { tokenAuthVideo: 'eyJhbGciOiJIUzI1NiIsInR5cCI6…' },
  },
})
