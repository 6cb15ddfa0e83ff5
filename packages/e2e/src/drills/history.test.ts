import { expect, test } from 'vitest'
import { judge, type Try } from './history.ts'

const sold: Try = { userId: 'ada', outcome: 'ok', userAccessKey: 'key' }
const customer = { userId: 'ada', customerId: '1', userAccessKey: 'key' }
const purchase = { customerId: '1', channelId: 'c', priceMinor: 1, currency: 'EUR' }
const claim = { customerId: '1', channelId: 'c' }
const sound = { customers: [customer], purchases: [purchase], live: [claim] }
const nothing = { customers: [], purchases: [], live: [] }

test('finds nothing wrong where every answer was kept', () => {
  expect(judge([sold, sold], sound)).toEqual([])
  expect(judge([{ userId: 'ada', outcome: 'unknown' }], sound)).toEqual([])
  expect(judge([{ userId: 'ada', outcome: 'unknown' }], nothing)).toEqual([])
})

const faults: Record<string, [Try[], Parameters<typeof judge>[1], string]> = {
  'a lost sale': [[sold], nothing, 'ada: acknowledged and lost'],
  'a lost purchase': [[sold], { ...sound, purchases: [] }, 'ada: 0 purchases, 1 live claims'],
  'a lost claim': [[sold], { ...sound, live: [] }, 'ada: 1 purchases, 0 live claims'],
  'a doubled purchase': [[sold], { ...sound, purchases: [purchase, purchase] }, 'ada: 2 purchases, 1 live claims'],
  'a doubled claim': [[sold], { ...sound, live: [claim, claim] }, 'ada: 1 purchases, 2 live claims'],
  'two keys told': [[sold, { ...sold, userAccessKey: 'other' }], sound, 'ada: its key changed'],
  'another key kept': [
    [sold],
    { ...sound, customers: [{ ...customer, userAccessKey: 'other' }] },
    'ada: its key changed',
  ],
  'a refused sale kept': [[{ userId: 'ada', outcome: 'fail' }], sound, 'ada: never acknowledged, yet 1 and 1 kept'],
  'an unknown sale doubled': [
    [{ userId: 'ada', outcome: 'unknown' }],
    { ...sound, purchases: [purchase, purchase] },
    'ada: never acknowledged, yet 2 and 1 kept',
  ],
  'a sale nobody made': [[], sound, 'ada: nobody asked for it'],
}
for (const [title, [history, ledger, complaint]] of Object.entries(faults)) {
  test(`complains of ${title}`, () => expect(judge(history, ledger)).toEqual([complaint]))
}
