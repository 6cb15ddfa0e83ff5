import type { AssetUrls } from '../assets.ts'
import type { Call } from '../platform-client.ts'
import type { Page } from '../reply.ts'
import type { Visit } from '../visit.ts'
import { backstage } from './backstage.ts'
import { customerMenu } from './customer-menu.ts'
import { type Html, html } from './html.ts'
import { mark } from './icons.ts'

interface Surroundings {
  visit: Visit
  assets: AssetUrls
  calls: readonly Call[]
}

/** The whole document around a page. */
export function layout({ title, body }: Page, { visit, assets, calls }: Surroundings): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title === '' ? 'Plumbline: courses for people who work with movement' : `${title} · Plumbline`}</title>
<link rel="icon" href="${assets.mark}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script src="${assets.script}" type="module"></script>
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="masthead">
  <a class="brand" href="${visit.basePath}/">${mark}<span>Plumbline</span></a>
  ${customerMenu(visit)}
</header>
<main id="main" tabindex="-1">${body}</main>
<footer class="foot">
  ${backstage(calls)}
  <p class="colophon">Plumbline is an invented bookseller of courses, here to show what a partner of the platform can build. No money moves.</p>
</footer>
</body>
</html>
`
}
