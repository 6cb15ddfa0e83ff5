export { type Auth, createAuth, hoursOfVerification, minutesOfCode, minutesOfReset } from './auth.ts'
export type { Caller, IdentityDeps } from './caller.ts'
export {
  changeName,
  changePassword,
  endOtherSessions,
  endSession,
  requestNewEmail,
  signOut,
} from './change-account.ts'
export { type Consent, consentTexts } from './consent.ts'
export { findConsents } from './consent-store.ts'
export { findSignedIn, type SignedIn, visitorFinder } from './find-visitor.ts'
export { forgetExpired } from './forget-expired.ts'
export {
  eraseAccount,
  findAccount,
  findOperators,
  findSessions,
  hasPassword,
} from './identity-store.ts'
export { inviteOperator } from './invite-operator.ts'
export { readMailedToken } from './mailed-token.ts'
export { proofOf, proveIdentity, sendProofCode } from './prove-identity.ts'
export { recordConsent } from './record-consent.ts'
export { requestReset, resetPassword } from './reset-password.ts'
export { emailFault, type FieldFault, minPasswordLength, tidyEmail } from './rules.ts'
export {
  beginSecondFactor,
  confirmSecondFactor,
  disableSecondFactor,
  passSecondFactor,
  renewBackupCodes,
} from './second-factor.ts'
export { type SignInOutcome, signIn } from './sign-in.ts'
export { sendCode, signInByCode } from './sign-in-by-code.ts'
export { signUp, signUpFaults } from './sign-up.ts'
export { confirmNewEmail, verifyEmail } from './verify-email.ts'
export type { FindVisitor, Visitor } from './visitor.ts'
