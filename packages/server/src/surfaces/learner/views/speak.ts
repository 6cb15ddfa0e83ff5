import type { Translator } from '../../../platform/i18n/index.ts'
import type { messages } from '../messages/index.ts'

export type Speak = Translator<keyof typeof messages.en>
