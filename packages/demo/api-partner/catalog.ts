/** What the platform says of a course and of a lesson alike. */
interface Presentation {
  authors: { name: string; image: string }[]
  background: string
  cover: string
  trailer: string
  title: string
  subtitle: string
  /** Safe to insert, as the platform promises. */
  htmlDescription: string
}

export interface Lesson extends Presentation {
  videoId: string
  /** Whole seconds. */
  duration: number
  videoQuality: string
  audio: string[]
  captions: Record<string, string>
}

export interface Channel extends Presentation {
  idChannel: string
  price: number
  currency: string
  language: string
  video: Lesson[]
}
