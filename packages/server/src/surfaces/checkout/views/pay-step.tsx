import type { InputHTMLAttributes, JSX } from 'preact'
import type { Offer } from '../../../features/orders/index.ts'
import { safeUrl } from '../../../platform/html/index.ts'
import { Choice, described, Labelled } from '../../../platform/pages/index.ts'
import type { CheckoutField, CheckoutValues } from '../checkout-form.ts'
import { countriesIn } from '../countries.ts'
import { isolate, price, type Speak } from './speak.ts'

interface PayStepProps {
  t: Speak
  offer: Offer
  brand: string
  /** What *Buy* carried, signed; it goes along with the form. */
  intent: string
  values: CheckoutValues
  wrong: readonly CheckoutField[]
  /** Asked only where the account has none. */
  asksName: boolean
  asksMarketing: boolean
  termsUrl: string | undefined
  privacyUrl: string | undefined
}

/** The last questions, and the button that leads to the payment provider's page. */
export function PayStep(props: PayStepProps): JSX.Element {
  const { t, intent, wrong, asksName } = props
  return (
    // The browser's own bubbles show one problem at a time, in its own language.
    <form method="post" action="/checkout" novalidate class="stack">
      <input type="hidden" name="intent" value={intent} />
      {wrong.length > 0 ? (
        <p class="notice bad" role="alert">
          {t('error.summary')}
        </p>
      ) : null}
      {asksName ? (
        <TextField
          {...props}
          field="name"
          hint={t('pay.nameHint')}
          input={{ autocomplete: 'name', required: true, maxLength: 120, dir: 'auto' }}
        />
      ) : null}
      <CountryField {...props} />
      <CompanyFields {...props} />
      <Agreements {...props} />
      <div class="decide">
        <button type="submit" class="button">
          {t('pay.button', { price: price(t.locale, props.offer) })}
        </button>
        <p class="hint">{t('pay.note')}</p>
      </div>
    </form>
  )
}

interface TextFieldProps extends PayStepProps {
  field: 'name' | 'company' | 'vatNumber'
  hint?: string
  input: Omit<InputHTMLAttributes<HTMLInputElement>, 'type' | 'role' | 'list'>
}

function TextField({ t, values, wrong, field, hint, input }: TextFieldProps): JSX.Element {
  const about = { id: field, hint, error: errorOf(t, wrong, field) }
  return (
    <Labelled {...about} label={t(`pay.${field}`)}>
      <input
        type="text"
        id={field}
        name={field}
        value={values[field]}
        autofocus={wrong[0] === field}
        {...input}
        {...described(about)}
      />
    </Labelled>
  )
}

function CountryField({ t, values, wrong }: PayStepProps): JSX.Element {
  const about = { id: 'country', hint: t('pay.countryHint'), error: errorOf(t, wrong, 'country') }
  return (
    <Labelled {...about} label={t('pay.country')}>
      <select
        id="country"
        name="country"
        autocomplete="country"
        required
        autofocus={wrong[0] === 'country'}
        {...described(about)}
      >
        <option value="">{t('pay.chooseCountry')}</option>
        {countriesIn(t.locale).map(({ code, name }) => (
          <option value={code} selected={code === values.country}>
            {name}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

function CompanyFields(props: PayStepProps): JSX.Element {
  const { t, values } = props
  const isOpen = values.company !== '' || values.vatNumber !== ''
  return (
    <details open={isOpen}>
      <summary>{t('pay.business')}</summary>
      <div class="stack">
        <TextField {...props} field="company" input={{ autocomplete: 'organization', dir: 'auto' }} />
        <TextField
          {...props}
          field="vatNumber"
          input={{ autocomplete: 'off', autocapitalize: 'characters', spellcheck: false, dir: 'ltr' }}
        />
      </div>
    </details>
  )
}

function Agreements(props: PayStepProps): JSX.Element {
  const { t, values, wrong, brand, asksMarketing, termsUrl, privacyUrl } = props
  return (
    <fieldset>
      <legend>{t('pay.consents')}</legend>
      <Choice
        id="terms"
        name="terms"
        label={t('pay.terms')}
        isTicked={values.hasAcceptedTerms}
        isRequired
        isFirstWrong={wrong[0] === 'terms'}
        error={errorOf(t, wrong, 'terms')}
      />
      {termsUrl || privacyUrl ? (
        <ul class="bare papers">
          {termsUrl ? <Paper t={t} url={termsUrl} words={t('pay.readTerms')} /> : null}
          {privacyUrl ? <Paper t={t} url={privacyUrl} words={t('pay.readPrivacy')} /> : null}
        </ul>
      ) : null}
      <Choice
        id="starts-at-once"
        name="startsAtOnce"
        label={t('pay.startsAtOnce')}
        isTicked={values.startsAtOnce}
        isRequired
        isFirstWrong={wrong[0] === 'startsAtOnce'}
        error={errorOf(t, wrong, 'startsAtOnce')}
      />
      {asksMarketing ? (
        <Choice
          id="marketing"
          name="marketing"
          label={t('pay.marketing', { brand: isolate(brand) })}
          isTicked={values.mayBeMailed}
        />
      ) : null}
    </fieldset>
  )
}

// Read beside the form, which would lose what is filled in.
function Paper({ t, url, words }: { t: Speak; url: string; words: string }): JSX.Element {
  return (
    <li>
      <a href={safeUrl(url)} target="_blank" rel="noopener">
        {words}
        <span class="visually-hidden"> ({t('pay.newWindow')})</span>
      </a>
    </li>
  )
}

function errorOf(t: Speak, wrong: readonly CheckoutField[], field: CheckoutField): string | undefined {
  return wrong.includes(field) ? t(`error.${field}`) : undefined
}
