import type { Engine } from './engine-interface.ts'
import { bestLanguage } from './languages.ts'
import { keepHabit, recallHabits } from './memory.ts'

/** What the page asks for, else what was shown in the lesson before: the captions to begin with, and to come back to. */
export function captionsWish(asked: string): { shown: string; language: string } {
  const kept = recallHabits().captions
  if (asked) return { shown: asked, language: asked }
  return { shown: kept?.isOn ? kept.language : '', language: kept?.language ?? '' }
}

/** The engine, remembering on this device which captions its learner chooses. */
export function rememberingCaptions(engine: Engine): Engine {
  const chooseCaptions = (index: number) => {
    const captions = engine.captions()
    const language = (captions[index] ?? captions.find(({ isChosen }) => isChosen))?.lang
    keepHabit({ captions: { isOn: index >= 0, language: language ?? recallHabits().captions?.language ?? '' } })
    engine.chooseCaptions(index)
  }
  return { ...engine, chooseCaptions }
}

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
