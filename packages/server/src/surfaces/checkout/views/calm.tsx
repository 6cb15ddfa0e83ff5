import type { ComponentChildren, JSX } from 'preact'
import { pageStyles, safeUrl } from '../../../platform/html/index.ts'
import { CoverImage } from './cover-image.tsx'

export const calmStyles = pageStyles(new URL('./calm.css', import.meta.url))

/** Something a reader can do next: a page to go to, or a form of one button. */
export type Action = { words: string; isQuiet?: boolean } & ({ url: string } | { postTo: string })

interface CalmProps {
  title: string
  text: string
  /** What it is about, where that is known. */
  course?: { title: string; language?: string; cover: string } | undefined
  note?: string | undefined
  /** The first one is what most readers want. */
  actions: readonly Action[]
  /** What few readers want. */
  aside?: { words: string; url: string } | undefined
  children?: ComponentChildren
}

/** One thing that is so, and what to do about it. */
export function Calm({ title, text, course, note, actions, aside, children }: CalmProps): JSX.Element {
  return (
    <div class="calm">
      {course ? <CoverImage url={safeUrl(`/files/${course.cover}`)} /> : null}
      <div class="words">
        {course ? (
          <p class="course" lang={course.language}>
            <bdi>{course.title}</bdi>
          </p>
        ) : null}
        <h1>{title}</h1>
        <p>{text}</p>
        {note === undefined ? null : <p class="note">{note}</p>}
        {children}
        {actions.length > 0 ? (
          <div class="actions">
            {actions.map((action) => (
              <ActionButton action={action} />
            ))}
          </div>
        ) : null}
        {aside === undefined ? null : (
          <p class="aside">
            <a href={safeUrl(aside.url)}>{aside.words}</a>
          </p>
        )}
      </div>
    </div>
  )
}

function ActionButton({ action }: { action: Action }): JSX.Element {
  const look = action.isQuiet ? 'button quiet' : 'button'
  if ('url' in action) {
    return (
      <a class={look} href={safeUrl(action.url)}>
        {action.words}
      </a>
    )
  }
  return (
    <form method="post" action={safeUrl(action.postTo)}>
      <button type="submit" class={look}>
        {action.words}
      </button>
    </form>
  )
}
