export { formatDate, formatDateTime, formatDuration, formatPrice } from './format.ts'
export { languageName } from './language-name.ts'
export { type Direction, direction, isLocale, type Locale, locales, negotiateLocale } from './locale.ts'
export { type Messages, type Texts, type Translator, translator } from './translator.ts'
