import type { ComponentChildren, InputHTMLAttributes, JSX } from 'preact'
import { described, Labelled } from '../../../platform/pages/index.ts'
import type { Speak } from './speak.ts'

export interface FieldProps {
  name: string
  label: string
  value?: string | undefined
  hint?: string | undefined
  error?: string | undefined
  type?: 'text' | 'email' | 'password'
  autocomplete?: InputHTMLAttributes<HTMLInputElement>['autocomplete']
  inputMode?: 'numeric' | 'text'
  maxLength?: number
  /** Where two forms of a page have a field of the same name. */
  id?: string
  isFirst?: boolean
}

/** A required input with its label, and beside it what to do about an error. */
export function Field({
  id,
  name,
  label,
  value,
  hint,
  error,
  isFirst,
  type = 'text',
  ...more
}: FieldProps): JSX.Element {
  const about = { id: id ?? name, hint, error }
  const shared = {
    id: about.id,
    name,
    value: type === 'password' ? undefined : value,
    required: true,
    dir: type === 'text' ? ('auto' as const) : ('ltr' as const),
    autofocus: isFirst === true || error !== undefined,
    ...more,
    ...described(about),
  }
  return (
    <Labelled {...about} label={label}>
      <Input type={type} {...shared} />
    </Labelled>
  )
}

type Shared = Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'>

function Input({ type, ...shared }: Shared & { type: 'text' | 'email' | 'password' }): JSX.Element {
  switch (type) {
    case 'text':
      return <input type="text" {...shared} />
    case 'email':
      return <input type="email" {...shared} />
    case 'password':
      return <input type="password" {...shared} />
  }
}

type Same = Pick<FieldProps, 'id' | 'value' | 'error' | 'isFirst'>

export function EmailField({ t, ...same }: Same & { t: Speak }): JSX.Element {
  return <Field name="email" label={t('field.email')} type="email" autocomplete="username" maxLength={254} {...same} />
}

export function PasswordField({ t, ...same }: Same & { t: Speak }): JSX.Element {
  return <Field name="password" label={t('field.password')} type="password" autocomplete="current-password" {...same} />
}

export function NewPasswordField(props: Same & { t: Speak; label: string; count: number }): JSX.Element {
  const { t, count, ...same } = props
  const hint = t('field.passwordHint', { count })
  return <Field name="password" type="password" autocomplete="new-password" hint={hint} {...same} />
}

export function CodeField({ t, label, ...same }: Same & { t: Speak; label?: string }): JSX.Element {
  return (
    <Field
      name="code"
      label={label ?? t('field.code')}
      type="text"
      inputMode="numeric"
      autocomplete="one-time-code"
      maxLength={12}
      {...same}
    />
  )
}

/** A form of ours that carries on where to go. */
export function Form(props: { action: string; next?: string | undefined; children: ComponentChildren }): JSX.Element {
  return (
    <form method="post" action={props.action} class="stack" noValidate>
      {props.next === undefined ? null : <input type="hidden" name="next" value={props.next} />}
      {props.children}
    </form>
  )
}

export function Submit({ children, quiet = false }: { children: string; quiet?: boolean }): JSX.Element {
  return (
    <button type="submit" class={quiet ? 'button quiet' : 'button'}>
      {children}
    </button>
  )
}

/** A sentence about what has just happened, read out as the page opens. */
export function Notice({ kind, children }: { kind: 'good' | 'bad'; children: string }): JSX.Element {
  return (
    <p class={`notice ${kind}`} role={kind === 'bad' ? 'alert' : 'status'}>
      {children}
    </p>
  )
}
