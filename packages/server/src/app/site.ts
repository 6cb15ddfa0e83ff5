import type { Config } from '../config/config.ts'
import type { Shell } from '../platform/html/index.ts'
import type { NavigationEntry, Site } from '../platform/pages/index.ts'

/** The pages for people as one site: what its navigation leads to, and whose it is. */
export function composeSite(config: Config, shell: Shell): Site {
  return {
    shell,
    mode: config.mode,
    publicUrl: config.publicUrl,
    home: '/my-courses',
    navigation,
    signIn: '/account/sign-in',
    signOut: '/account/sign-out',
    termsUrl: config.links.terms,
    privacyUrl: config.links.privacy,
    supportEmail: config.seller.supportEmail,
  }
}

const navigation: readonly NavigationEntry[] = [
  {
    path: '/my-courses',
    label: {
      en: 'My Courses',
      it: 'I miei corsi',
      fr: 'Mes cours',
      de: 'Meine Kurse',
      es: 'Mis cursos',
      ar: 'دوراتي',
    },
  },
  {
    path: '/receipts',
    label: { en: 'Receipts', it: 'Ricevute', fr: 'Reçus', de: 'Belege', es: 'Recibos', ar: 'الإيصالات' },
  },
  {
    path: '/account',
    label: { en: 'Account', it: 'Account', fr: 'Compte', de: 'Konto', es: 'Cuenta', ar: 'الحساب' },
  },
]
