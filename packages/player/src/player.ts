import { openLesson } from './lesson.ts'

/** `<lesson-player>`: plays one lesson of the platform; its attributes come from the player page. */
class LessonPlayer extends HTMLElement {
  #lesson: { close: () => void } | undefined

  connectedCallback(): void {
    this.#lesson ??= openLesson(this)
  }

  disconnectedCallback(): void {
    this.#lesson?.close()
    this.#lesson = undefined
  }
}

customElements.define('lesson-player', LessonPlayer)
