import type { Asset } from '../../../platform/html/index.ts'
import { closedStyles } from './closed.tsx'
import { playerStyles } from './player.tsx'

export { closedPage } from './closed.tsx'
export type { ClosedReason } from './closed-reason.ts'
export { type PlayerPageProps, type Preload, playerPage } from './player.tsx'

/** What the pages of this surface link to. */
export const playerPageAssets: Asset[] = [playerStyles, closedStyles]
