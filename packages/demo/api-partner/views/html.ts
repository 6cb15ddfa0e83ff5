/** Markup that is already escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Insert = Html | string | number | false | undefined | readonly Insert[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** A template whose inserts are escaped, in text and in quoted attributes; lists are joined, `false` and nothing are left out. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Html {
  return new Html(strings.reduce((text, string, index) => text + markupOf(inserts[index - 1]) + string))
}

/** Markup that somebody else promises is safe. */
export function trusted(text: string): Html {
  return new Html(text)
}

function markupOf(insert: Insert): string {
  if (insert === undefined || insert === false) return ''
  if (insert instanceof Html) return insert.text
  if (typeof insert === 'object') return insert.map(markupOf).join('')
  return String(insert).replaceAll(/[&<>"']/g, (character) => entities[character] ?? character)
}
