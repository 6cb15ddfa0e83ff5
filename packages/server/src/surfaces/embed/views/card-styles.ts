import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type Brand, coloursUsedIn, compileCss } from '@osteocom/look'

/** The card's one stylesheet, sent within it, and the hash that admits it. */
export interface CardStyles {
  css: string
  /** As a policy's style-src names it. */
  source: string
}

/** The card's stylesheet in a brand's colours. */
export async function buildCardStyles(brand: Brand): Promise<CardStyles> {
  const written = readFileSync(new URL('./card.css', import.meta.url), 'utf8')
  const css = compileCss(`${await coloursUsedIn(written, brand)}\n${written}`)
  return { css, source: `'sha256-${createHash('sha256').update(css).digest('base64')}'` }
}
