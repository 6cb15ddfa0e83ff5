import { expect, test } from 'vitest'
import { holdsCardNumber } from './card-number.ts'

test.each([
  '4242424242424242',
  '4242 4242 4242 4242',
  '4242-4242-4242-4242 12/29 123',
  'my card: 5555.5555.5555.4444',
  '378282246310005',
  '6011 1111 1111 1117',
  '４２４２ ４２４２ ４２４２ ４２４２',
  '٤٢٤٢٤٢٤٢٤٢٤٢٤٢٤٢',
  '99424242424242424299',
  'x4242424242424242x',
])('%s holds a card number', (text) => {
  expect(holdsCardNumber(text)).toBe(true)
})

test.each([
  '',
  'Praxis Am Markt 12, 10115 Berlin',
  'IT01234567890',
  'ESB12345678',
  'GB123456789012',
  '4242424242424241',
  '4242 4242 4242',
  '2026-11-23 13:40:00',
  '4242 4242 and 4242 4242',
])('%s holds none', (text) => {
  expect(holdsCardNumber(text)).toBe(false)
})
