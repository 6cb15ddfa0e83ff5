import type { Messages } from '../../../platform/i18n/index.ts'
import ar from './ar.json' with { type: 'json' }
import de from './de.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import it from './it.json' with { type: 'json' }

export const messages: Messages<keyof typeof en> = { en, it, fr, de, es, ar }
