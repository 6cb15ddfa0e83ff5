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
import { addTranslation, setLanguage } from 'media-chrome/dist/utils/i18n.js'
import type { Engine } from './engine-interface.ts'
import { icons } from './icons.ts'
import type { LessonPage } from './lesson-page.ts'
import { installSettingsMenu } from './settings-menu.ts'
import type { Stage } from './stage.ts'

/** Adds the bar of controls and the settings menu to a stage; the first frame does not wait for them. */
export function installControls(page: LessonPage, { root, video }: Stage, engine: Engine): void {
  // The control elements look their words up while they are being made.
  addTranslation(page.language, page.texts)
  setLanguage(page.language)
  root.insertAdjacentHTML('beforeend', markup)
  addStoryboard(video, page.storyboard)
  repair(root, page)
  const settings = root.querySelector<HTMLButtonElement>('.settings')
  if (!settings) return
  settings.setAttribute('aria-label', page.texts['Settings'] ?? 'Settings')
  const { say, texts, direction, language } = page
  installSettingsMenu({ engine, video, button: settings, stage: root, say, texts, direction, language })
}

// What the control elements get wrong for screen readers.
function repair(root: HTMLElement, { say, title }: LessonPage): void {
  root.setAttribute('aria-label', title ? `${say('player.label')}: ${title}` : say('player.label'))
  root.querySelector('media-captions-button')?.setAttribute('role', 'switch')
  root.querySelector('media-preview-thumbnail')?.shadowRoot?.querySelector('img')?.setAttribute('alt', '')
}

function addStoryboard(video: HTMLVideoElement, storyboard: string): void {
  if (!storyboard) return
  const track = document.createElement('track')
  track.kind = 'metadata'
  track.label = 'thumbnails'
  track.default = true
  track.src = storyboard
  video.append(track)
}

const markup = `
<media-loading-indicator slot="centered-chrome" noautohide></media-loading-indicator>
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
