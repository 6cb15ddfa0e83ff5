import type { Engine } from './engine.ts'
import { bestLanguage } from './languages.ts'

/** Switches captions off, or back on in the language last shown, else the one asked for, else the page's. */
export function captionsToggle(engine: Engine, wanted: string, pageLanguage: string): () => void {
  let last = -1
  return () => {
    const captions = engine.captions()
    const shown = captions.findIndex(({ isChosen }) => isChosen)
    if (shown >= 0) {
      last = shown
      engine.chooseCaptions(-1)
      return
    }
    const best = bestLanguage(wanted, captions) ?? bestLanguage(pageLanguage, captions)
    engine.chooseCaptions(last >= 0 ? last : Math.max(0, best ? captions.indexOf(best) : 0))
  }
}
