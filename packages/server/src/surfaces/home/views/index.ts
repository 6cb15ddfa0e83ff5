import type { Asset } from '../../../platform/html/index.ts'
import { copyScript, homeStyles } from './home.tsx'

export { type HomePageProps, homePage } from './home.tsx'
export { plainHomePage } from './plain-home.tsx'

/** What the pages of this surface link to. */
export const homeAssets: Asset[] = [homeStyles, copyScript]
