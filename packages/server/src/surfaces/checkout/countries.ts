import type { Locale } from '../../platform/i18n/index.ts'

export interface Country {
  /** ISO 3166-1, two capital letters. */
  code: string
  name: string
}

const codes =
  'AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW'.split(
    ' ',
  )
const known = new Set(codes)
const lists = new Map<Locale, Country[]>()

/** Every country under its name in the reader's language, in that language's order. */
export function countriesIn(locale: Locale): Country[] {
  const made = lists.get(locale)
  if (made) return made
  const names = new Intl.DisplayNames([locale], { type: 'region' })
  const { compare } = new Intl.Collator(locale)
  const list = codes.map((code) => ({ code, name: names.of(code) ?? code }))
  list.sort((one, other) => compare(one.name, other.name))
  lists.set(locale, list)
  return list
}

export function isCountry(code: string): boolean {
  return known.has(code)
}

// Languages that are spoken far beyond one country say nothing about where their reader lives.
const atHome: Record<string, string> = { it: 'IT', fr: 'FR', de: 'DE' }

/** The country a browser's languages speak of, if they do: the first region named, else the home of its first language. */
export function likelyCountry(acceptLanguage = ''): string | undefined {
  const tags = acceptLanguage
    .slice(0, 500)
    .split(',')
    .map((part) => part.split(';', 1)[0]?.trim() ?? '')
  const named = tags.map((tag) => /^[a-z]{2,3}(?:-[a-z]{4})?-([a-z]{2})$/i.exec(tag)?.[1]?.toUpperCase())
  return named.find((code) => code !== undefined && isCountry(code)) ?? atHome[tags[0]?.toLowerCase() ?? '']
}
