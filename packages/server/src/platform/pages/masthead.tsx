import type { JSX } from 'preact'
import { markPaths, pageStyles, type Shell, safeUrl } from '../html/index.ts'

export const mastheadStyles = pageStyles(new URL('./masthead.css', import.meta.url))

/** The publisher's mark and name at the head of a page. */
export function Masthead({ shell }: { shell: Shell }): JSX.Element {
  return (
    <header class="masthead">
      <Signature shell={shell} />
    </header>
  )
}

/** The mark, or the publisher's own logo, with the name beside it. */
export function Signature({ shell: { brand } }: { shell: Shell }): JSX.Element {
  return (
    <>
      {brand.logoUrl ? (
        <img src={safeUrl(brand.logoUrl)} alt="" />
      ) : (
        <svg viewBox="0 0 32 32" aria-hidden="true">
          {markPaths.map((d) => (
            <path d={d} />
          ))}
        </svg>
      )}
      <span translate={false}>{brand.name}</span>
    </>
  )
}
