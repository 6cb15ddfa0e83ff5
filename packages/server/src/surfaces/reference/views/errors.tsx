import { type ErrorCode, errors } from '@osteocom/contract'
import type { JSX } from 'preact'
import { pageStyles, renderPage, type Shell } from '../../../platform/html/index.ts'

export const referenceStyles = pageStyles(new URL('./reference.css', import.meta.url))

const codes = Object.keys(errors).sort(
  (a, b) => errors[a as ErrorCode].status - errors[b as ErrorCode].status,
) as ErrorCode[]

/** Every error code with its status and text. */
export function errorListPage(shell: Shell): string {
  return page(
    shell,
    'Errors',
    <>
      <p class="above">
        <a href="/">{shell.brand.name}</a>
      </p>
      <h1>Errors</h1>
      <p class="lead">
        Every refusal carries a code that stays the same. The HTTP status says what kind it is; the text may be
        reworded.
      </p>
      <dl class="codes">
        {codes.map((code) => (
          <div>
            <dt>
              <span class="status">{errors[code].status}</span>
              <a href={`/docs/errors/${code}`}>{code}</a>
            </dt>
            <dd>{errors[code].text}</dd>
          </div>
        ))}
      </dl>
    </>,
  )
}

/** One error code: what it means and what to do. */
export function errorPage(shell: Shell, code: ErrorCode): string {
  const { status, text, remedy } = errors[code]
  return page(
    shell,
    code,
    <>
      <p class="above">
        <a href="/">{shell.brand.name}</a> <span aria-hidden="true">/</span> <a href="/docs/errors/">Errors</a>
      </p>
      <h1>{code}</h1>
      <p class="lead">{text}</p>
      <h2>What to do</h2>
      <p>{withCode(remedy)}</p>
      <p class="wire">
        <span>HTTP {status}</span>
        <code>{`{"error": {"code": "${code}", "message": "…", "requestId": "…"}}`}</code>
      </p>
    </>,
  )
}

/** What stands between backticks is set as code. */
function withCode(text: string): (string | JSX.Element)[] {
  return text.split('`').map((part, i) => (i % 2 === 1 ? <code>{part}</code> : part))
}

function page(shell: Shell, title: string, content: JSX.Element): string {
  return renderPage({
    shell,
    lang: 'en',
    dir: 'ltr',
    title: `${title} · ${shell.brand.name}`,
    stylesheets: [referenceStyles.url],
    body: <main class="reference">{content}</main>,
  })
}
