import type { Asset } from '../../../platform/html/index.ts'
import { failureStyles } from './failure.tsx'
import { copyScript, homeStyles } from './home.tsx'
import { mastheadStyles } from './masthead.tsx'

export { failurePage } from './failure.tsx'
export { type HomePageProps, homePage } from './home.tsx'
export { plainHomePage } from './plain-home.tsx'

/** What the pages of this surface link to. */
export const homeAssets: Asset[] = [mastheadStyles, homeStyles, copyScript, failureStyles]
