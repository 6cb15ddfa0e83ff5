import { join } from 'node:path'
import { buildPlayer } from '@osteocom/player/build'
import ar from '@osteocom/player/messages/ar' with { type: 'json' }
import de from '@osteocom/player/messages/de' with { type: 'json' }
import en from '@osteocom/player/messages/en' with { type: 'json' }
import es from '@osteocom/player/messages/es' with { type: 'json' }
import fr from '@osteocom/player/messages/fr' with { type: 'json' }
import it from '@osteocom/player/messages/it' with { type: 'json' }
import type { Asset } from '../platform/html/index.ts'
import type { PlayerPageContext } from '../surfaces/player-page/videoaccess.ts'

const prefix = '/assets/player/'

/** The browser player, built when its source changed, with its texts in every language. */
export async function loadPlayer(): Promise<PlayerPageContext['player'] & { assets: Asset[] }> {
  const { dir, script, stylesheet, makeWay, files, preloads } = await buildPlayer()
  return {
    script: prefix + script,
    stylesheet: prefix + stylesheet,
    makeWay: prefix + makeWay,
    preloads: preloads.map((name) => ({ rel: 'modulepreload' as const, href: prefix + name })),
    strings: { ar, de, en, es, fr, it },
    assets: files.map((name) => ({
      url: prefix + name,
      type: name.endsWith('.css') ? 'text/css; charset=utf-8' : 'text/javascript; charset=utf-8',
      immutable: true as const,
      body: { path: join(dir, name) },
    })),
  }
}
