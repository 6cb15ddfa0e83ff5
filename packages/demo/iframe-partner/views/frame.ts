import { type Html, html } from '../../api-partner/views/html.ts'
import { assetPaths } from '../assets.ts'
import type { IframePartnerOptions } from '../options.ts'
import type { Reader } from '../reader.ts'
import { words } from '../words/index.ts'

export interface PageProps {
  options: IframePartnerOptions
  reader: Reader
}

export interface PaperProps extends PageProps {
  /** Plain tags alone, or with the platform's optional script. */
  view: 'plain' | 'script'
}

/** The whole document around a page. */
export function frame({ options, reader }: PageProps, { title, body }: { title: string; body: Html }): Html {
  const { basePath, platformUrl } = options
  const t = words[reader.language]
  return html`<!doctype html>
<html lang="${reader.language}" dir="${reader.language === 'ar' ? 'rtl' : 'ltr'}" data-theme="${reader.theme}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${basePath}${assetPaths.mark}" type="image/svg+xml">
<link rel="stylesheet" href="${basePath}${assetPaths.style}">
</head>
<body>
<a class="skip" href="#stories">${t.skip}</a>
${body}
<footer class="colophon">
  <p>${t.colophon}</p>
  <p><a href="${platformUrl}/">${t.platform}</a></p>
</footer>
</body>
</html>
`
}
