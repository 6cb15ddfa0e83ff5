import type { Asset } from '../../../platform/html/index.ts'
import { outboxStyles } from './outbox.tsx'

export { letterPage } from './letter-page.tsx'
export { outboxPage } from './outbox.tsx'

/** What the pages of this surface link to. */
export const outboxAssets: Asset[] = [outboxStyles]
