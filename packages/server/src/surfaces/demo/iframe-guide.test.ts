import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { systemClock } from '../../platform/clock.ts'
import { findSigningKey } from '../../platform/tokens-made-elsewhere.ts'

const guide = await readFile(new URL('../../../../../docs/iframe-guide.md', import.meta.url), 'utf8')

test('what the guide gives a partner to sign with makes tokens that we believe', async () => {
  const [, code = ''] = /```js\n(.*?)```/s.exec(guide) ?? []
  const { partnerUserToken } = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as {
    partnerUserToken: (visitor: Record<string, string>) => string
  }
  const visitor = { clientId: 'c'.repeat(24), productId: 'd'.repeat(24), partnerUserId: 'زائر 1' }
  const token = partnerUserToken({ key: 'is_test_a-key', ...visitor })
  const expected = {
    subject: visitor.partnerUserId,
    audience: visitor.clientId,
    claims: { product: visitor.productId },
    maxLifeSeconds: 300,
  }
  expect(await findSigningKey(systemClock, [Buffer.from('is_test_a-key')], token, expected)).toBe(0)
  expect(await findSigningKey(systemClock, [Buffer.from('is_test_other')], token, expected)).toBeUndefined()
})

test('the frame’s style in the guide is the one the demo magazine stands on', async () => {
  const style = await readFile(
    new URL('../iframe-partner/styles/card.css', import.meta.resolve('@osteocom/demo/content')),
    'utf8',
  )
  const [, told = ''] = /```css\n(.*?)```/s.exec(guide) ?? []
  const bare = (css: string) => css.replaceAll(/[\s;]+/g, '')
  expect(bare(told)).toBe(bare(style))
})
