import { expect, test } from 'vitest'
import { FoldQueue, type WaitingSale } from './fold-queue.ts'

const ignore = () => undefined

function waiting(name: string, change: Partial<WaitingSale['sale']> = {}, products = 1): WaitingSale {
  const product = { channelId: 'c', price: 1, purchaseId: 'p', activationId: 'a' }
  const sale = {
    partnerId: 'one',
    partnerUserId: name,
    emailMatch: undefined,
    hasMarketingConsent: false,
    occurredAt: new Date(0),
    products: Array.from({ length: products }, () => product),
    customerId: name,
    accessKey: Buffer.alloc(32),
    auditId: name,
    ...change,
  }
  return { sale, resolve: ignore, reject: ignore }
}

function queueOf(...entries: WaitingSale[]) {
  const queue = new FoldQueue()
  for (const entry of entries) queue.add(entry)
  return queue
}

const idsOf = (entries: readonly WaitingSale[]) => entries.map(({ sale }) => sale.customerId)

test('gives out as many as are asked for, in the order they came', () => {
  const queue = queueOf(waiting('a'), waiting('b'), waiting('c'))
  expect(idsOf(queue.take(2))).toEqual(['a', 'b'])
  expect([idsOf(queue.take(2)), queue.length]).toEqual([['c'], 0])
})

const mayCoincide: Record<string, [one: object, other: object]> = {
  'one id': [{ partnerUserId: 'x' }, { partnerUserId: 'x' }],
  'one e-mail address': [{ emailMatch: 'x@example.com' }, { emailMatch: 'x@example.com' }],
}
for (const [title, [one, other]] of Object.entries(mayCoincide)) {
  test(`lets sales of ${title} go one after the other`, () => {
    const [first, second] = [waiting('first', one), waiting('second', other)]
    const queue = queueOf(first, second)
    expect([idsOf(queue.take(9)), queue.take(9)]).toEqual([['first'], []])
    queue.done(first)
    expect(idsOf(queue.take(9))).toEqual(['second'])
  })
}

const areApart: Record<string, [one: object, other: object]> = {
  'two partners who use one id': [{ partnerUserId: 'x' }, { partnerUserId: 'x', partnerId: 'two' }],
  'two partners of one e-mail address': [{ emailMatch: 'x@y.z' }, { emailMatch: 'x@y.z', partnerId: 'two' }],
  'an id that is another’s e-mail address': [{ partnerUserId: 'x@y.z' }, { emailMatch: 'x@y.z' }],
  'ids that differ by case': [{ partnerUserId: 'x' }, { partnerUserId: 'X' }],
}
for (const [title, [one, other]] of Object.entries(areApart)) {
  test(`lets the sales of ${title} go together`, () => {
    expect(queueOf(waiting('first', one), waiting('second', other)).take(9).length).toBe(2)
  })
}

test('nobody overtakes a sale that shares a name with theirs, though it has to wait itself', () => {
  const [first, between, last] = [
    waiting('first', { emailMatch: 'a@example.com' }),
    waiting('between', { partnerUserId: 'shared', emailMatch: 'a@example.com' }),
    waiting('last', { partnerUserId: 'shared' }),
  ]
  const queue = queueOf(first, between, last)
  expect(idsOf(queue.take(9))).toEqual(['first'])
  queue.done(first)
  expect(idsOf(queue.take(9))).toEqual(['between'])
  queue.done(between)
  expect(idsOf(queue.take(9))).toEqual(['last'])
})

test('a statement carries no more than 256 products, or one sale of more', () => {
  const queue = queueOf(waiting('a', {}, 200), waiting('b', {}, 100), waiting('c', {}, 56), waiting('d', {}, 300))
  expect(idsOf(queue.take(9))).toEqual(['a', 'c'])
  expect(idsOf(queue.take(9))).toEqual(['b'])
  expect(idsOf(queue.take(9))).toEqual(['d'])
})

test('what is put back comes before all others', () => {
  const [first, second] = [waiting('a'), waiting('b')]
  const queue = queueOf(first, second, waiting('c'))
  const taken = queue.take(2)
  queue.putBack(taken.slice(1))
  queue.done(first)
  expect(idsOf(queue.take(9))).toEqual(['b', 'c'])
})

test('a sale may be taken out until it is under way', () => {
  const [first, second] = [waiting('a'), waiting('b')]
  const queue = queueOf(first, second)
  queue.take(1)
  expect([queue.remove(first), queue.remove(second), queue.length]).toEqual([false, true, 0])
})
