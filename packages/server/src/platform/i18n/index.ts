export { formatDate, formatDateTime, formatDuration, formatPrice } from './format.ts'
export { languageName, namedLanguage } from './language-name.ts'
export { type Direction, direction, type Locale, locales, negotiateLocale } from './locale.ts'
export { type Messages, type Translator, translator } from './translator.ts'
