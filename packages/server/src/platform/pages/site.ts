import type { Shell } from '../html/index.ts'
import type { Locale } from '../i18n/index.ts'

/** What the pages for people share beyond their look; composed once at start. */
export interface Site {
  shell: Shell
  mode: 'test' | 'live'
  publicUrl: string
  /** Where the publisher's name leads. */
  home: string
  /** The top navigation of whoever is signed in. */
  navigation: readonly NavigationEntry[]
  /** Where a visitor signs in, and where the form to sign out posts to. */
  signIn: string
  signOut: string
  /** The publisher's own pages elsewhere, where there are any. */
  termsUrl?: string | undefined
  privacyUrl?: string | undefined
  supportEmail?: string | undefined
}

export interface NavigationEntry {
  path: string
  label: Readonly<Record<Locale, string>>
}

/** Whoever is signed in, as a page names them. */
export interface Visitor {
  name: string
}
