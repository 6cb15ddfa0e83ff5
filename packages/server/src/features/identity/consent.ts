/** One answer to one question; of each kind the last one counts. */
export interface Consent {
  kind: 'terms' | 'marketing'
  isGiven: boolean
  /** Which wording was agreed to. */
  textVersion: string
  /** On which page. */
  givenAt: 'sign-up' | 'checkout' | 'privacy-page'
  occurredAt: Date
}

/** The wording in use; it changes whenever the text on the pages does. */
export const consentTexts = { marketing: '2026-11' } as const
