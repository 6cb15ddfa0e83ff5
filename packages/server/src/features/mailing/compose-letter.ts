import { formatDate, formatPrice, type Translator, translator } from '../../platform/i18n/index.ts'
import type { Letterhead } from './letterhead.ts'
import type { Letter, Mail } from './mail.ts'
import { messages } from './messages/index.ts'

export type Speak = Translator<keyof typeof messages.en>

/** What a letter says, before it is set as HTML or as plain text. */
export interface Words {
  subject: string
  title: string
  greeting: string
  paragraphs: string[]
  code?: string
  facts?: { label: string; value: string }[]
  action?: { label: string; url: string }
  second?: { label: string; url: string }
  note?: string
  footer: string[]
}

/** The words of a letter in the reader's language. */
export function composeLetter(letterhead: Letterhead, mail: Mail): { words: Words; t: Speak } {
  const t = translator(mail.locale, messages)
  const { brandName: brand, supportEmail, isTest } = letterhead
  const { subject, ...said } = sayIt(t, mail, brand)
  const footer = [
    t('footer.why', { brand }),
    ...(supportEmail ? [t('footer.help', { email: supportEmail })] : []),
    ...(isTest ? [t('footer.test')] : []),
  ]
  const name = 'name' in mail ? nameToGreet(mail.name) : undefined
  const greeting = name === undefined ? t('greeting.plain') : t('greeting', { name })
  return { words: { subject: oneLine(subject ?? said.title), greeting, footer, ...said }, t }
}

type Said = Omit<Words, 'subject' | 'greeting' | 'footer'> & { subject?: string }

function sayIt(t: Speak, letter: Letter, brand: string): Said {
  switch (letter.kind) {
    case 'verify-email':
    case 'email-change': {
      const { kind, url, hours } = letter
      return {
        title: t(`${kind}.title`),
        paragraphs: [t(`${kind}.text`, { hours })],
        action: { label: t(`${kind}.action`), url },
        note: t(`${kind}.note`),
      }
    }
    case 'operator-invitation':
      return {
        title: t('operator-invitation.title', { brand }),
        paragraphs: [t('operator-invitation.text', { hours: letter.hours })],
        action: { label: t('operator-invitation.action'), url: letter.url },
        note: t('operator-invitation.note'),
      }
    case 'already-registered':
      return {
        title: t('already-registered.title'),
        paragraphs: [t('already-registered.text')],
        action: { label: t('already-registered.action'), url: letter.signInUrl },
        note: t('already-registered.note'),
      }
    case 'sign-in-code':
      return {
        title: t('sign-in-code.title'),
        code: letter.code,
        paragraphs: [t('sign-in-code.text', { minutes: letter.minutes })],
        note: t('sign-in-code.note'),
      }
    case 'reset-password':
      return {
        title: t('reset-password.title'),
        paragraphs: [t('reset-password.text', { minutes: letter.minutes })],
        action: { label: t('reset-password.action'), url: letter.url },
        note: t('reset-password.note'),
      }
    case 'password-changed':
      return {
        title: t('password-changed.title'),
        paragraphs: [t('password-changed.text')],
        action: { label: t('password-changed.action'), url: letter.accountUrl },
        note: t('password-changed.note'),
      }
    case 'receipt':
      return {
        subject: t('receipt.subject', { course: letter.courseTitle }),
        title: t('receipt.title'),
        paragraphs: [t('receipt.text')],
        facts: [
          { label: t('fact.course'), value: letter.courseTitle },
          { label: t('fact.price'), value: formatPrice(t.locale, letter.priceMinor, letter.currency) },
          { label: t('fact.date'), value: formatDate(t.locale, letter.paidAt) },
          { label: t('fact.number'), value: letter.receiptNumber },
        ],
        action: { label: t('receipt.action'), url: letter.courseUrl },
        second: { label: t('receipt.second'), url: letter.receiptUrl },
      }
    case 'refund':
      return sayRefund(t, letter)
    case 'email-changed':
    case 'account-erased':
      return {
        title: t(`${letter.kind}.title`),
        paragraphs: [t(`${letter.kind}.text`)],
        note: t(`${letter.kind}.note`),
      }
  }
}

function sayRefund(t: Speak, letter: Extract<Letter, { kind: 'refund' }>): Said {
  const amount = formatPrice(t.locale, letter.amountMinor, letter.currency)
  const isDispute = letter.reason === 'dispute'
  const course = letter.courseTitle
  return {
    subject: t(isDispute ? 'refund.dispute.subject' : 'refund.subject', { course }),
    title: t(isDispute ? 'refund.dispute.title' : 'refund.title'),
    paragraphs: [t(`refund.${letter.reason}`, { amount }), ...(isDispute ? [] : [t('refund.wait')])],
    facts: [
      { label: t('fact.course'), value: course },
      { label: t('fact.amount'), value: amount },
      { label: t('fact.number'), value: letter.receiptNumber },
    ],
    action: { label: t('refund.action'), url: letter.receiptUrl },
  }
}

// Whoever signs up chooses the name, and may give somebody else's address: a name must not carry a message or a link.
function nameToGreet(name: string): string | undefined {
  const plain = oneLine(name)
  return plain !== '' && plain.length <= 60 && !/[/:@<>\\]|\.\p{L}{2,}/u.test(plain) ? plain : undefined
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ').trim()
}
