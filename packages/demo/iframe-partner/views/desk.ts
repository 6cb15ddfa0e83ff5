import { type Html, html } from '../../api-partner/views/html.ts'
import { namedReaders, themes } from '../reader.ts'
import { languages, words } from '../words/index.ts'
import type { PaperProps } from './frame.ts'

/** Where the visitor chooses who reads, and how; without a script, each choice is a form's button. */
export function desk({ options, reader, view }: PaperProps): Html {
  const t = words[reader.language]
  const readers = { ...namedReaders, [reader.id]: namedReaders[reader.id] ?? reader.id.replace('reader-', '') }
  return html`<section class="desk" aria-label="${t.desk}"><details>
  <summary><span>${t.desk} <b>${readers[reader.id]} · ${t[reader.theme]} · ${languages[reader.language]}</b></span></summary>
  <form method="post" action="${options.basePath}/desk">
    <input type="hidden" name="view" value="${view}">
    <fieldset>
      <legend>${t.reader}</legend>
      ${Object.entries(readers).map(([id, name]) => choice('reader', id, name, id === reader.id))}
      ${choice('reader', 'new', t.newReader, false)}
    </fieldset>
    <fieldset>
      <legend>${t.look}</legend>
      ${themes.map((theme) => choice('theme', theme, t[theme], theme === reader.theme))}
    </fieldset>
    <fieldset>
      <legend>${t.language}</legend>
      ${Object.entries(languages).map(([tag, name]) =>
        choice('language', tag, html`<span lang="${tag}">${name}</span>`, tag === reader.language),
      )}
    </fieldset>
    <p class="known">${t.reads} <code dir="ltr">${reader.id}</code></p>
  </form>
</details></section>`
}

function choice(name: string, value: string, label: Html | string, isChosen: boolean): Html {
  return html`<button name="${name}" value="${value}" aria-pressed="${String(isChosen)}">${label}</button>`
}
