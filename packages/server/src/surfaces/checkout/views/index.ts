import type { Asset } from '../../../platform/html/index.ts'
import { calmStyles } from './calm.tsx'
import { checkoutStyles } from './checkout.tsx'
import { lookAgainScript } from './order.tsx'
import { sandboxStyles } from './sandbox.tsx'

export { checkoutPage, checkoutUrl } from './checkout.tsx'
export { orderPage } from './order.tsx'
export { sandboxPage } from './sandbox.tsx'
export { type Trouble, troublePage, type WayBack } from './trouble.tsx'

/** What the pages of this surface link to. */
export const checkoutAssets: Asset[] = [checkoutStyles, calmStyles, sandboxStyles, lookAgainScript]
