import { icons } from './icons.ts'
import type { LessonPage } from './lesson-page.ts'
import { clockTime } from './resume.ts'

export type Stage = {
  root: HTMLElement
  video: HTMLVideoElement
  start: HTMLButtonElement
  notice: HTMLElement
}

/** Picture, poster and the big play button: what the first frame needs; the bar of controls joins later. */
export function createStage({ say, texts, title, poster, startSeconds, durationSeconds }: LessonPage): Stage {
  const root = document.createElement('media-controller')
  root.dir = 'ltr'
  for (const flag of ['nohotkeys', 'nosubtitleslangpref', 'novolumepref', 'nomutedpref']) root.setAttribute(flag, '')
  if (durationSeconds > 0) root.setAttribute('defaultduration', String(durationSeconds))

  const video = document.createElement('video')
  video.slot = 'media'
  video.playsInline = true
  video.crossOrigin = 'anonymous'
  video.setAttribute('aria-label', title || (texts['video player'] ?? ''))

  const picture = document.createElement('img')
  picture.slot = 'poster'
  picture.className = 'poster'
  picture.alt = ''
  picture.hidden = poster === ''
  picture.crossOrigin = 'anonymous'
  picture.addEventListener('error', () => (picture.hidden = true), { once: true })
  if (poster) picture.src = poster

  const start = document.createElement('button')
  start.type = 'button'
  start.className = 'start'
  start.slot = 'centered-chrome'
  start.setAttribute('noautohide', '')
  start.innerHTML = `<span class="start-icon">${icons.play}</span><span class="start-text" dir="auto"></span>`
  labelStart(
    start,
    startSeconds > 0 ? say('player.resume', { time: `\u2066${clockTime(startSeconds)}\u2069` }) : say('player.start'),
  )

  const notice = document.createElement('p')
  notice.className = 'notice'
  notice.slot = 'top-chrome'
  notice.dir = 'auto'
  notice.setAttribute('role', 'status')
  notice.setAttribute('noautohide', '')

  root.append(video, picture, start, notice)
  return { root, video, start, notice }
}

/** Says on the big button what pressing it does. */
export function labelStart(start: HTMLButtonElement, text: string): void {
  const label = start.querySelector('.start-text')
  if (label) label.textContent = text
}
