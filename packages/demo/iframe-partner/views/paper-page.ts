import { type Html, html } from '../../api-partner/views/html.ts'
import { nameplate } from '../art/nameplate.ts'
import { cardScript } from '../card-tag.ts'
import { stories } from '../stories/index.ts'
import { words } from '../words/index.ts'
import { desk } from './desk.ts'
import { frame, type PaperProps } from './frame.ts'
import { storyLanguage, storyView } from './story.ts'

/** The front page: three stories, each with the course that goes further. */
export function paperPage(props: PaperProps): Html {
  const { options, reader, view } = props
  const t = words[reader.language]
  const written = storyLanguage(reader.language)
  const body = html`${desk(props)}
<header class="masthead">
  <h1>${nameplate}</h1>
  <p class="tagline">${t.tagline}</p>
  <p class="issue">${t.issue}</p>
  <nav aria-label="${t.contents}">
    <ol>
      ${stories.map(
        ({ name, texts }) =>
          html`<li><a href="#${name}"><b>${t[name]}</b> <span lang="${written}">${texts[written].title}</span></a></li>`,
      )}
    </ol>
  </nav>
</header>
<main id="stories" tabindex="-1">
  ${stories.map((story) => storyView(story, props))}
  <section class="views" aria-labelledby="views">
    <h2 id="views">${t.view}</h2>
    <ul>
      ${viewLink(`${options.basePath}/`, t.plain, t.plainText, view === 'plain')}
      ${viewLink(`${options.basePath}/script`, t.script, t.scriptViewText, view === 'script')}
    </ul>
  </section>
</main>
${view === 'script' && cardScript(options.platformUrl)}`
  return frame(props, { title: `Sinew · ${t.tagline}`, body })
}

function viewLink(href: string, label: string, text: string, isHere: boolean): Html {
  return html`<li><a href="${href}" ${isHere && html`aria-current="page"`}>${label}</a><p>${text}</p></li>`
}
