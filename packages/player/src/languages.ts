import type { Choice } from './engine-interface.ts'

/** The tag among `available` that serves `wanted` best by BCP 47 prefix, or undefined. */
export function bestLanguage<T extends { lang?: string | undefined }>(
  wanted: string,
  available: readonly T[],
): T | undefined {
  const want = subtags(wanted)
  if (want.length === 0) return undefined
  const ranked = available
    .map((entry) => ({ entry, score: likeness(want, subtags(entry.lang ?? '')) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
  return ranked[0]?.entry
}

/** The language's name in that language itself, with a capital, or undefined for an unknown tag. */
export function ownName(tag: string): string | undefined {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language', fallback: 'none' }).of(tag)
    return name && name.charAt(0).toLocaleUpperCase(tag) + name.slice(1)
  } catch {
    return undefined
  }
}

// Two tracks of one language (a commentary, say) keep their own names, to be told apart.
/** Tracks as a menu shows them, in their own languages. */
export function named(tracks: { name: string; lang?: string | undefined }[], chosen: number): Choice[] {
  return tracks.map(({ name, lang }, index) => {
    const isOnly = tracks.filter((other) => other.lang === lang).length === 1
    return { label: (isOnly && lang && ownName(lang)) || name, lang, isChosen: index === chosen }
  })
}

function subtags(tag: string): string[] {
  return tag.toLowerCase().split('-').filter(Boolean)
}

// Different regions of one language still serve each other: fr-CA gets fr-FR rather than nothing.
function likeness(a: string[], b: string[]): number {
  let same = 0
  while (same < a.length && a[same] === b[same]) same += 1
  return same === 0 ? 0 : same * 100 - b.length
}
