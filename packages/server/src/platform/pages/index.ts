import type { Asset } from '../html/index.ts'
import { failureStyles } from './failure-page.tsx'
import { frameStyles } from './frame.tsx'
import { mastheadStyles } from './masthead.tsx'

export { type Failure, failurePage, failureStyles } from './failure-page.tsx'
export { Choice, described, Labelled } from './field.tsx'
export { framedPage } from './frame.tsx'
export { Masthead, mastheadStyles, Signature } from './masthead.tsx'
export type { NavigationEntry, Site, Visitor } from './site.ts'

/** What the pages here link to. */
export const pagesAssets: Asset[] = [mastheadStyles, frameStyles, failureStyles]
