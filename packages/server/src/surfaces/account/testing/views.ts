import type { Locale } from '../../../platform/i18n/index.ts'
import type { Site } from '../../../platform/pages/index.ts'
import {
  type AccountView,
  accountHomePage,
  addressPage,
  backupCodesPage,
  beginEnrolPage,
  checkMailPage,
  claimPage,
  codePage,
  enrolPage,
  erasedPage,
  erasePage,
  expiredPage,
  factorPage,
  newEmailPage,
  privacyPage,
  resetPage,
  type Stage,
  signInPage,
  signUpPage,
  verifyPage,
  welcomePage,
} from '../views/index.ts'

const email = 'maximiliane.von-und-zu-hohenstein-wolkersdorf@wirbelsaeulenzentrum.example'
const minLength = 10
const at = (hour: number) => new Date(Date.UTC(2026, 2, 2, hour, 5))

const account: AccountView = {
  name: 'Maximiliane von und zu Hohenstein-Wolkersdorf',
  email,
  role: 'learner',
  hasPassword: true,
  hasSecondFactor: true,
  minLength,
  isSaved: true,
  sessions: [
    { id: '1', device: 'Firefox on Linux', address: '192.0.2.7', signedInAt: at(8), lastSeenAt: at(10), isThis: true },
    {
      id: '2',
      device: undefined,
      address: '2001:db8:85a3:8d3:1319:8a2e:370:7348',
      signedInAt: at(6),
      lastSeenAt: at(7),
      isThis: false,
    },
  ],
}

/** Every page of the surface in every state. */
export function everyView(site: Site): Record<string, (locale: Locale) => string> {
  const out = (locale: Locale): Stage => ({ site, locale, url: '/account/sign-in', next: '/my-courses' })
  const inside = (locale: Locale): Stage => ({ ...out(locale), url: '/account', visitor: { name: 'Ada' } })
  const uri = 'otpauth://totp/Osteocom:ada%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Osteocom'
  const consent = { isGiven: true, textVersion: '2026-11', occurredAt: at(9) }
  return {
    'signing in': (locale) => signInPage(out(locale)),
    'signing in, refused': (locale) => signInPage(out(locale), { email, news: 'wrong' }),
    'signing in after a reset': (locale) => signInPage(out(locale), { news: 'resetDone' }),
    'signing up': (locale) => signUpPage(out(locale), minLength),
    'signing up, refused': (locale) =>
      signUpPage(out(locale), minLength, {
        name: 'a'.repeat(101),
        email: 'ada@',
        hasMarketingConsent: true,
        faults: { name: 'name-too-long', email: 'email-invalid', password: 'password-too-common' },
      }),
    'waiting for the letter': (locale) => checkMailPage(out(locale), { kind: 'verify', email, hours: 24 }),
    'waiting for the link': (locale) => checkMailPage(out(locale), { kind: 'reset', email, minutes: 60 }),
    'waiting at the new address': (locale) => checkMailPage(inside(locale), { kind: 'newEmail', email }),
    'typing the code': (locale) => codePage(out(locale), { email, minutes: 10 }),
    'typing the code, refused': (locale) => codePage(out(locale), { email, minutes: 10, fault: 'code-wrong' }),
    'a code that was tried too often': (locale) => codePage(out(locale), { email, minutes: 10, fault: 'code-spent' }),
    'asking for a code': (locale) =>
      addressPage(out(locale), { purpose: 'code', email: 'ada@', fault: 'email-invalid' }),
    'asking for a link': (locale) => addressPage(out(locale), { purpose: 'reset' }),
    'the welcome': (locale) => welcomePage(inside(locale), { name: '', fault: 'name-missing' }),
    'a new password': (locale) => resetPage(out(locale), { token: 't', minLength, fault: 'password-too-short' }),
    'a link that is over': (locale) => expiredPage(out(locale), 'reset'),
    'confirming the address': (locale) => verifyPage(out(locale), { token: 't', email, isWrong: true }),
    'confirming the new address': (locale) => newEmailPage(inside(locale), { token: 't', email }),
    'the second step': (locale) => factorPage(out(locale), { isWrong: true }),
    'beginning with a second factor': (locale) =>
      beginEnrolPage(inside(locale), { hasPassword: true, isWrong: true, isRequired: true }),
    'the picture for the app': (locale) => enrolPage(inside(locale), { uri, isWrong: true }),
    'the backup codes': (locale) =>
      backupCodesPage(
        inside(locale),
        Array.from({ length: 10 }, (_, i) => `aB3${i}k-9Xy${i}q`),
      ),
    'the account': (locale) => accountHomePage(inside(locale), account),
    'the account, made by code': (locale) =>
      accountHomePage(inside(locale), {
        ...account,
        hasPassword: false,
        hasSecondFactor: false,
        isSaved: false,
        isCodeSent: true,
        newEmail: 'new@example.com',
        sessions: account.sessions.slice(0, 1),
        errors: { name: 'x', email: 'x', proof: 'x', password: 'x' },
      }),
    privacy: (locale) =>
      privacyPage(inside(locale), {
        consents: [
          { ...consent, kind: 'marketing', givenAt: 'privacy-page', isGiven: false },
          { ...consent, kind: 'terms', givenAt: 'checkout' },
          { ...consent, kind: 'marketing', givenAt: 'sign-up' },
        ],
        hasMarketing: false,
        isSaved: true,
      }),
    'privacy, nothing asked yet': (locale) =>
      privacyPage(inside(locale), { consents: [], hasMarketing: true, isSaved: false }),
    'erasing, by password': (locale) =>
      erasePage(inside(locale), { email, proof: 'password', isCodeSent: false, error: 'x' }),
    'erasing, by code': (locale) => erasePage(inside(locale), { email, proof: 'code', isCodeSent: false }),
    erased: (locale) => erasedPage(out(locale)),
    'courses to claim': (locale) =>
      claimPage(inside(locale), {
        email,
        courses: [
          { title: 'How the spine carries you', language: 'en', partner: 'Body & Mind Shop' },
          { title: 'هندسة الخطوة: كيف يمشي الجسم', language: 'ar', partner: 'متجر الجسم' },
          { title: 'Die Lendenwirbelsäulenbeweglichkeitsuntersuchung', language: 'de', partner: 'Rückenladen' },
        ],
      }),
    'nothing to claim': (locale) => claimPage(inside(locale), { email, courses: [] }),
  }
}
