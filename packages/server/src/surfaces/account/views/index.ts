import type { Asset } from '../../../platform/html/index.ts'
import { accountStyles } from './page.tsx'

export { type AccountView, accountHomePage } from './account.tsx'
export { claimPage } from './claim.tsx'
export { addressPage, checkMailPage, codePage } from './mail.tsx'
export { expiredPage, newEmailPage, resetPage, verifyPage } from './mailed-link.tsx'
export { erasedPage, erasePage, privacyPage } from './privacy.tsx'
export { backupCodesPage, beginEnrolPage, enrolPage, factorPage } from './second-factor.tsx'
export { type SignInNews, signInPage } from './sign-in.tsx'
export { signUpPage, welcomePage } from './sign-up.tsx'
export { carrying, type Stage, speak } from './speak.ts'

/** What the pages of this surface link to. */
export const accountAssets: Asset[] = [accountStyles]
