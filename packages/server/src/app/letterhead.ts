import { readColours } from '@osteocom/look'
import type { Config } from '../config/config.ts'
import type { Letterhead } from '../features/mailing/index.ts'

const colours = ['paper', 'surface', 'ink', 'ink-soft', 'line', 'accent', 'accent-fill', 'on-accent'] as const

/** The publisher's letterhead, in the colours of its pages. */
export async function composeLetterhead({ brand, seller, mode }: Config): Promise<Letterhead> {
  return {
    brandName: brand.name,
    supportEmail: seller.supportEmail,
    isTest: mode === 'test',
    colours: await readColours(brand, colours),
  }
}
