import type { ComponentChildren, JSX } from 'preact'

/** A quiet strip at the top of a page that tells test from live. */
export function Ribbon(props: { label: string; children: ComponentChildren }): JSX.Element {
  return (
    <aside class="ribbon" aria-label={props.label}>
      <strong>{props.label}</strong> {props.children}
    </aside>
  )
}
