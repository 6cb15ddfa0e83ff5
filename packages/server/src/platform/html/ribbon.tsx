import type { ComponentChildren, JSX } from 'preact'

/** A quiet strip at the top of a page that tells test from live. */
export function Ribbon(props: { children: ComponentChildren }): JSX.Element {
  return (
    <div class="ribbon" role="note">
      {props.children}
    </div>
  )
}
