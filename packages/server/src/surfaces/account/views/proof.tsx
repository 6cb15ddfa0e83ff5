import type { JSX } from 'preact'
import { CodeField, PasswordField } from './fields.tsx'
import { isolate, type Speak } from './speak.ts'

export interface ProofFieldsProps {
  t: Speak
  id: string
  proof: 'password' | 'code'
  email: string
  isCodeSent: boolean
  error?: string | undefined
}

/** Asks for the password, or for a code that it offers to mail, within the form of a step that cannot be taken back. */
export function ProofFields({ t, id, proof, email, isCodeSent, error }: ProofFieldsProps): JSX.Element {
  if (proof === 'password') return <PasswordField t={t} id={id} error={error} />
  const address = isolate(email)
  return (
    <>
      <p class="soft">{t(isCodeSent ? 'proof.sent' : 'proof.text', { email: address })}</p>
      {isCodeSent ? <CodeField t={t} id={id} error={error} /> : null}
      <p>
        <button type="submit" class="button quiet" name="step" value="mail-code">
          {t(isCodeSent ? 'code.again' : 'proof.send')}
        </button>
      </p>
    </>
  )
}
