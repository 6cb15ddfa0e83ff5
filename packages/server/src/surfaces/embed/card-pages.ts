import { type SplicedPage, splicePage } from '../../platform/http/spliced-page.ts'
import { type CardProps, renderCard } from './views/index.ts'

const maxKept = 1000

/** What stands in a link for the part of it that each visitor has for themselves: no text of a course can hold it. */
export const visitorsOwn = '\0'

/** Renders cards, and keeps them: what a card shows is read anew each time, but what it looks like depends on that alone. */
export function cardPages(): (props: CardProps) => SplicedPage {
  const kept = new Map<string, SplicedPage>()
  return (props) => {
    const { styles: _styles, ...shown } = props
    const key = JSON.stringify(shown)
    const known = kept.get(key)
    if (known) return known
    const [before = '', after] = renderCard(props).split(visitorsOwn)
    const page = splicePage(before, after)
    if (kept.size >= maxKept) kept.clear()
    kept.set(key, page)
    return page
  }
}
