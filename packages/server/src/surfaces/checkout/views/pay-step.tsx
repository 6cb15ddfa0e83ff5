import type { JSX } from 'preact'
import type { Offer } from '../../../features/orders/index.ts'
import { safeUrl } from '../../../platform/html/index.ts'
import type { CheckoutField, CheckoutValues } from '../checkout-form.ts'
import { countriesIn } from '../countries.ts'
import { Choice, described, Field } from './field.tsx'
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
      {asksName ? <NameField {...props} /> : null}
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

function NameField({ t, values, wrong }: PayStepProps): JSX.Element {
  const about = { id: 'name', hint: t('pay.nameHint'), error: errorOf(t, wrong, 'name') }
  return (
    <Field {...about} label={t('pay.name')}>
      <input
        id="name"
        name="name"
        autocomplete="name"
        required
        maxLength={120}
        dir="auto"
        value={values.name}
        autofocus={wrong[0] === 'name'}
        {...described(about)}
      />
    </Field>
  )
}

function CountryField({ t, values, wrong }: PayStepProps): JSX.Element {
  const about = { id: 'country', hint: t('pay.countryHint'), error: errorOf(t, wrong, 'country') }
  return (
    <Field {...about} label={t('pay.country')}>
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
    </Field>
  )
}

function CompanyFields({ t, values, wrong }: PayStepProps): JSX.Element {
  const company = { id: 'company', error: errorOf(t, wrong, 'company') }
  const vatNumber = { id: 'vat-number', error: errorOf(t, wrong, 'vatNumber') }
  const isOpen = values.company !== '' || values.vatNumber !== ''
  return (
    <details open={isOpen}>
      <summary>{t('pay.business')}</summary>
      <div class="stack">
        <Field {...company} label={t('pay.company')}>
          <input
            id="company"
            name="company"
            autocomplete="organization"
            dir="auto"
            value={values.company}
            autofocus={wrong[0] === 'company'}
            {...described(company)}
          />
        </Field>
        <Field {...vatNumber} label={t('pay.vatNumber')}>
          <input
            id="vat-number"
            name="vatNumber"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            dir="ltr"
            value={values.vatNumber}
            autofocus={wrong[0] === 'vatNumber'}
            {...described(vatNumber)}
          />
        </Field>
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
