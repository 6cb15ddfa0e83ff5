import { type Html, html } from '../../api-partner/views/html.ts'
import { cardStyle } from '../assets.ts'
import { cardScript, cardTag } from '../card-tag.ts'
import type { Story, StoryLanguage } from '../stories/index.ts'
import { type Language, words } from '../words/index.ts'
import type { PaperProps } from './frame.ts'

/** The language a story is shown in: the reader's, where it was written in that. */
export function storyLanguage(language: Language): StoryLanguage {
  return language === 'it' || language === 'ar' ? language : 'en'
}

export function storyView(story: Story, props: PaperProps): Html {
  const { language } = props.reader
  const t = words[language]
  const written = storyLanguage(language)
  const text = story.texts[written]
  const inItsLanguage = html`lang="${written}" dir="${written === 'ar' ? 'rtl' : 'ltr'}"`
  return html`<article class="story ${story.name}" id="${story.name}" aria-labelledby="${story.name}-title">
  <figure class="plate">
    ${story.art}
    <figcaption ${inItsLanguage}>${text.caption}</figcaption>
  </figure>
  <header>
    <p class="dept">${t[story.name]} <span>${t.minutes.replace('{n}', String(story.minutes))}</span></p>
    <h2 id="${story.name}-title" ${inItsLanguage}>${text.title}</h2>
    <p class="standfirst" ${inItsLanguage}>${text.standfirst}</p>
  </header>
  <div class="text" ${inItsLanguage}>${text.paragraphs.map((paragraph) => html`<p>${paragraph}</p>`)}</div>
  ${course(story, props)}
</article>`
}

function course(story: Story, { options, reader, view }: PaperProps): Html {
  const t = words[reader.language]
  const tag = cardTag({
    platformUrl: options.platformUrl,
    clientId: options.clientId,
    productId: options.productIds[story.name],
    partnerUserId: reader.id,
    language: reader.language,
    theme: reader.theme,
    title: `${t.course}: ${story.texts[storyLanguage(reader.language)].title}`,
  })
  return html`<aside class="course" aria-labelledby="${story.name}-course ${story.name}-title">
    <h3 id="${story.name}-course">${t.course}</h3>
    <div class="card-column">${tag}</div>
    <details class="tag">
      <summary>${t.tag}</summary>
      <p>${t.tagText}</p>
      ${listing(tag.text, `${t[story.name]}, HTML`)}
      ${
        view === 'script'
          ? html`<p>${t.scriptText}</p>${listing(cardScript(options.platformUrl).text, `${t[story.name]}, JavaScript`)}`
          : html`<p>${t.styleText}</p>${listing(cardStyle.trim(), `${t[story.name]}, CSS`)}`
      }
    </details>
  </aside>`
}

/** Code to copy, in a box that scrolls and that the keyboard can reach. */
function listing(code: string, label: string): Html {
  return html`<pre dir="ltr" tabindex="0" role="region" aria-label="${label}"><code>${code}</code></pre>`
}
