import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Signs what the browser keeps for us, so that it comes back as it left; it hides nothing. */
export interface Seal {
  sign(purpose: string, text: string): string
  /** The text that was signed for this purpose, or nothing. */
  open(purpose: string, signed: string): string | undefined
}

export function createSeal(secret: string): Seal {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'plumbline: what the browser keeps', 32))
  const signatureOf = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url')

  return {
    sign: (purpose, text) => `${Buffer.from(text).toString('base64url')}.${signatureOf(purpose, text)}`,
    open(purpose, signed) {
      const [body = '', signature = ''] = signed.split('.')
      const text = Buffer.from(body, 'base64url').toString()
      return isSame(signature, signatureOf(purpose, text)) ? text : undefined
    },
  }
}

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
