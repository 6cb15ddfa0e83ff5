import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { createSeal } from './seal.ts'
import { addCustomer, currentCustomer, newVisitor, rememberEnded, rememberOwned, switchCustomer } from './visitor.ts'
import { readVisitor, visitorCookie } from './visitor-cookie.ts'

const seal = createSeal('a secret')
const day = 24 * 60 * 60 * 1000
const asRequest = (cookie: string) => ({ headers: { cookie: `theme=dark; ${cookie}` } }) as IncomingMessage

test('a visitor comes back for half a year, and then is new', () => {
  const visitor = newVisitor()
  const request = asRequest(visitorCookie(seal, visitor, '/shop', false, 0).split(';')[0] ?? '')
  expect(readVisitor(seal, request, 179 * day)).toEqual(visitor)
  expect(readVisitor(seal, request, 181 * day)).toBeUndefined()
})

test('a cookie signed with another secret is nobody’s', () => {
  const foreign = visitorCookie(createSeal('another secret'), newVisitor(), '/shop', false).split(';')[0] ?? ''
  expect(readVisitor(seal, asRequest(foreign))).toBeUndefined()
})

test('what was signed for one purpose is worth nothing for another', () => {
  expect(seal.open('order', seal.sign('order', 'PL-1'))).toBe('PL-1')
  expect(seal.open('form', seal.sign('order', 'PL-1'))).toBeUndefined()
})

test('the cookie stays within what a browser keeps, however much is bought by however many', () => {
  let visitor = newVisitor()
  for (let customer = 0; customer < 12; customer += 1) {
    for (let course = 0; course < 20; course += 1) {
      visitor = rememberOwned(visitor, course.toString(16).padStart(24, '0'), 'k'.repeat(43))
      visitor = rememberEnded(visitor, (course + 99).toString(16).padStart(24, '0'))
    }
    visitor = customer < 3 ? switchCustomer(visitor, visitor.customers[customer]?.id ?? '') : addCustomer(visitor)
  }
  expect(visitorCookie(seal, visitor, '/demo/api-partner', true).length).toBeLessThan(4096)
})

test('a course is either owned or ended, whichever came last', () => {
  const states = [newVisitor()]
  for (const remember of [rememberOwned, rememberEnded, rememberOwned]) {
    states.push(remember(states.at(-1) ?? newVisitor(), 'course'))
  }
  expect(states.map(currentCustomer).map(({ owned, ended }) => [owned, ended])).toEqual([
    [[], []],
    [['course'], []],
    [[], ['course']],
    [['course'], []],
  ])
})

test('nobody becomes a customer that is not the visitor’s', () => {
  const visitor = newVisitor()
  expect(currentCustomer(switchCustomer(visitor, 'customer-of-somebody-else'))).toEqual(currentCustomer(visitor))
})
