import type { ComponentChildren, JSX } from 'preact'
import { CodeField, PasswordField } from './fields.tsx'
import { isolate, type Speak } from './speak.ts'

export interface ProofFieldsProps {
  t: Speak
  id: string
  proof: 'password' | 'code'
  email: string
  isCodeSent: boolean
  error?: string | undefined
  /** The button that takes the step. */
  children: ComponentChildren
}

/** Asks for the password, or for a code that it offers to mail, within the form of a step that cannot be taken back. */
export function ProofFields(props: ProofFieldsProps): JSX.Element {
  const { t, id, proof, email, isCodeSent, error, children } = props
  if (proof === 'password') {
    return (
      <>
        <PasswordField t={t} id={id} error={error} />
        {children}
      </>
    )
  }
  const address = isolate(email)
  return (
    <>
      <p class="soft">{t(isCodeSent ? 'proof.sent' : 'proof.text', { email: address })}</p>
      {isCodeSent ? (
        <>
          <CodeField t={t} id={id} error={error} />
          {children}
        </>
      ) : null}
      {/* After the step itself, which the Enter key takes. */}
      <p>
        <button type="submit" class="button quiet" name="step" value="mail-code">
          {t(isCodeSent ? 'code.again' : 'proof.send')}
        </button>
      </p>
    </>
  )
}
