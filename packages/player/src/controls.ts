import 'media-chrome/dist/media-controller.js'
import 'media-chrome/dist/media-control-bar.js'
import 'media-chrome/dist/media-play-button.js'
import 'media-chrome/dist/media-seek-backward-button.js'
import 'media-chrome/dist/media-seek-forward-button.js'
import 'media-chrome/dist/media-mute-button.js'
import 'media-chrome/dist/media-volume-range.js'
import 'media-chrome/dist/media-time-range.js'
import 'media-chrome/dist/media-time-display.js'
import 'media-chrome/dist/media-preview-thumbnail.js'
import 'media-chrome/dist/media-preview-time-display.js'
import 'media-chrome/dist/media-captions-button.js'
import 'media-chrome/dist/media-pip-button.js'
import 'media-chrome/dist/media-fullscreen-button.js'
import 'media-chrome/dist/media-loading-indicator.js'
import 'media-chrome/dist/media-poster-image.js'
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js'
import { icons } from './icons.ts'
import type { Say } from './strings.ts'

export type Controls = {
  root: HTMLElement
  video: HTMLVideoElement
  start: HTMLButtonElement
  settings: HTMLButtonElement
}

type Face = { say: Say; texts: Record<string, string>; lang: string; poster: string; title: string; duration: number }

/** Builds the stage: picture, poster, big play button and the bar of controls. */
export function createControls({ say, texts, lang, poster, title, duration }: Face): Controls {
  // The control elements look their words up while they are being made.
  addTranslation(lang, texts)
  setLanguage(lang)
  const root = document.createElement('media-controller')
  root.dir = 'ltr'
  for (const flag of ['nohotkeys', 'nosubtitleslangpref', 'novolumepref', 'nomutedpref']) root.setAttribute(flag, '')
  if (duration > 0) root.setAttribute('defaultduration', String(duration))
  root.innerHTML = markup
  const video = part(root, 'video', HTMLVideoElement)
  if (title) video.title = title
  part(root, 'media-poster-image', HTMLElement).setAttribute('src', poster)
  const start = part(root, '.start', HTMLButtonElement)
  const settings = part(root, '.settings', HTMLButtonElement)
  settings.setAttribute('aria-label', texts['Settings'] ?? 'Settings')
  root.querySelector('.start-text')?.append(say('player.start'))
  return { root, video, start, settings }
}

/** Corrects what the control elements get wrong for screen readers; call once they are in the page. */
export function repairControls(root: HTMLElement, say: Say): void {
  root.setAttribute('aria-label', say('player.label'))
  root.querySelector('media-captions-button')?.setAttribute('role', 'switch')
  root.querySelector('media-preview-thumbnail')?.shadowRoot?.querySelector('img')?.setAttribute('alt', '')
}

function part<T extends Element>(root: HTMLElement, selector: string, kind: new () => T): T {
  const found = root.querySelector(selector)
  if (!(found instanceof kind)) throw new Error(`the player's markup lacks ${selector}`)
  return found
}

const markup = `
<video slot="media" playsinline crossorigin="anonymous" preload="auto"></video>
<media-poster-image slot="poster"></media-poster-image>
<div class="notices" slot="top-chrome" noautohide></div>
<media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
<button class="start" slot="centered-chrome" type="button" noautohide>
  <span class="start-icon">${icons.play}</span><span class="start-text"></span>
</button>
<div class="bottom">
  <media-time-range>
    <media-preview-thumbnail slot="preview"></media-preview-thumbnail>
    <media-preview-time-display slot="preview"></media-preview-time-display>
  </media-time-range>
  <media-control-bar>
    <media-play-button></media-play-button>
    <media-seek-backward-button seekoffset="10"><span slot="icon">${icons.back10}</span></media-seek-backward-button>
    <media-seek-forward-button seekoffset="10"><span slot="icon">${icons.forward10}</span></media-seek-forward-button>
    <media-mute-button></media-mute-button>
    <media-volume-range></media-volume-range>
    <media-time-display showduration notoggle></media-time-display>
    <span class="space"></span>
    <media-captions-button></media-captions-button>
    <button class="settings" type="button" aria-haspopup="menu" aria-expanded="false">${icons.settings}</button>
    <media-pip-button></media-pip-button>
    <media-fullscreen-button></media-fullscreen-button>
  </media-control-bar>
</div>`
