import type { JSX } from 'preact'
import type { Speak } from './speak.ts'

interface YouStepProps {
  t: Speak
  /** This page's own path, to come back to. */
  next: string
}

/** The way in for someone who is not signed in: a code by mail, or a password. */
export function StrangerStep({ t, next }: YouStepProps): JSX.Element {
  const carried = `next=${encodeURIComponent(next)}`
  return (
    <>
      <form method="post" action="/account/code" class="stack">
        <input type="hidden" name="next" value={next} />
        <div class="field">
          <label for="email">{t('you.email')}</label>
          <input
            id="email"
            name="email"
            type="email"
            autocomplete="email"
            required
            maxLength={254}
            dir="ltr"
            aria-describedby="email-hint"
          />
          <p id="email-hint" class="hint">
            {t('you.emailHint')}
          </p>
        </div>
        <button type="submit" class="button">
          {t('you.mailCode')}
        </button>
      </form>
      <p class="otherwise">
        <span>{t('you.otherwise')}</span> <a href={`/account/sign-in?${carried}`}>{t('you.signIn')}</a>{' '}
        <a href={`/account/sign-up?${carried}`}>{t('you.create')}</a>
      </p>
    </>
  )
}

/** Who is buying, and the way out for whoever is not that person. */
export function SignedInStep({
  t,
  next,
  buyer,
}: YouStepProps & { buyer: { name: string; email: string } }): JSX.Element {
  return (
    <div class="buyer">
      <p>
        {buyer.name === '' ? null : (
          <>
            <bdi>{buyer.name}</bdi>
            <br />
          </>
        )}
        <bdi class="address">{buyer.email}</bdi>
      </p>
      <form method="post" action="/account/sign-out">
        <input type="hidden" name="next" value={next} />
        <button type="submit" class="plain-link">
          {t('you.notYou')}
        </button>
      </form>
    </div>
  )
}
