import type { JSX } from 'preact'

/** The course's cover, in a place of its own shape whether or not the picture comes. */
export function CoverImage({ url }: { url: string }): JSX.Element {
  return (
    <div class="cover">
      <img src={url} alt="" decoding="async" />
    </div>
  )
}
