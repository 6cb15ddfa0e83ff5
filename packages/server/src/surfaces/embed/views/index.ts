import type { Asset } from '../../../platform/html/index.ts'
import { fitScript } from './card.tsx'

export { type CardCourse, type CardProps, type CardState, renderCard, type Theme } from './card.tsx'
export { buildCardStyles, type CardStyles } from './card-styles.ts'

/** What a card that is fitted to its frame loads beside its cover. */
export const embedAssets: Asset[] = [fitScript]
