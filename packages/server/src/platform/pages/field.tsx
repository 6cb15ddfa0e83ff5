import type { ComponentChildren, JSX } from 'preact'

interface About {
  /** Of the input. */
  id: string
  hint?: string | undefined
  error?: string | undefined
}

/** What an input is marked with when it has a hint or an error beside it. */
export function described({ id, hint, error }: About): { 'aria-describedby'?: string; 'aria-invalid'?: 'true' } {
  const ids = [...(error === undefined ? [] : [`${id}-error`]), ...(hint === undefined ? [] : [`${id}-hint`])]
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' as const }),
  }
}

/** An input with its label, and beside it a hint and what to do about an error. */
export function Labelled(props: About & { label: string; children: ComponentChildren }): JSX.Element {
  const { id, label, hint, error, children } = props
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
      <ErrorText id={id} error={error} />
    </div>
  )
}

interface ChoiceProps extends Omit<About, 'hint'> {
  name: string
  label: string
  isTicked: boolean
  isRequired?: boolean
  isFirstWrong?: boolean
}

/** A box to tick, its words, and an error beside it. */
export function Choice(props: ChoiceProps): JSX.Element {
  const { id, name, label, error, isTicked, isRequired = false, isFirstWrong = false } = props
  return (
    <div class="choice">
      <input
        id={id}
        name={name}
        type="checkbox"
        value="yes"
        checked={isTicked}
        required={isRequired}
        autofocus={isFirstWrong}
        {...described(props)}
      />
      <label for={id}>{label}</label>
      <ErrorText id={id} error={error} />
    </div>
  )
}

function ErrorText({ id, error }: { id: string; error: string | undefined }): JSX.Element | null {
  return error === undefined ? null : (
    <p id={`${id}-error`} class="error">
      {error}
    </p>
  )
}
