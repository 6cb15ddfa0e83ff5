import type { StopReason } from './session.ts'
import type { OwnKey, Say } from './strings.ts'

export type Ending = StopReason | 'broken'

type Way = { label: OwnKey; go: () => void }

/** The page that takes the stage's place when a lesson cannot go on: why, and what to do. */
export function endingPage(
  ending: Ending,
  { say, direction, ways }: { say: Say; direction: 'ltr' | 'rtl'; ways: Partial<Record<Ending, Way>> },
): HTMLElement {
  const page = document.createElement('section')
  page.className = 'ending'
  page.dir = direction
  page.setAttribute('role', 'alert')
  const heading = document.createElement('h2')
  heading.textContent = say(`ending.${ending}.title`)
  const text = document.createElement('p')
  text.textContent = say(`ending.${ending}.text`)
  page.append(heading, text)
  const way = ways[ending]
  if (way) {
    const button = document.createElement('button')
    button.type = 'button'
    button.textContent = say(way.label)
    button.addEventListener('click', way.go)
    page.append(button)
  }
  return page
}
