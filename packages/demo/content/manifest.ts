export interface DemoAuthor {
  id: string
  name: string
  /** Relative to `contentDir`, as is every path here. */
  image: string
}

export interface DemoVideo {
  id: string
  slug: string
  title: string
  subtitle: string
  htmlDescription: string
  /** Author ids. */
  authors: string[]
  /** Exact duration of the media. */
  durationSeconds: number
  cover: string
  background: string
  trailer: string
  poster: string
  storyboard: { image: string; vtt: string }
  /** Each is `<dir>/<name>.m3u8` beside `<dir>/<name>.mp4`, as is each of `audio`. */
  renditions: { name: string; width: number; height: number }[]
  /** The first is the default; its files are named `a-<language>`. */
  audio: { language: string; name: string }[]
  captions: { language: string; file: string }[]
  dir: string
}

export interface DemoChannel {
  id: string
  slug: string
  language: string
  title: string
  subtitle: string
  htmlDescription: string
  /** Author ids. */
  authors: string[]
  cover: string
  background: string
  trailer: string
  priceMinor: number
  currency: string
  videos: DemoVideo[]
}

/** What a lesson says of itself; its files follow from the slugs. */
export interface LessonText {
  id: string
  slug: string
  title: string
  subtitle: string
  htmlDescription: string
  durationSeconds: number
  authors: string[]
  audio: string[]
  captions: string[]
}

export interface ChannelText extends Omit<DemoChannel, 'cover' | 'background' | 'trailer' | 'videos'> {
  lessons: LessonText[]
}

const languageNames: Record<string, string> = { en: 'English', it: 'Italiano', ar: 'العربية' }

/** Fills in where a channel's files lie. */
export function channelOf({ lessons, ...channel }: ChannelText): DemoChannel {
  const dir = `channels/${channel.slug}`
  const background = `${dir}/background.jpg`
  const videos = lessons.map((lesson) => videoOf(lesson, `${dir}/${lesson.slug}`, background))
  return { ...channel, cover: `${dir}/cover.jpg`, background, trailer: `${dir}/trailer.mp4`, videos }
}

function videoOf({ audio, captions, ...lesson }: LessonText, dir: string, background: string): DemoVideo {
  return {
    ...lesson,
    cover: `${dir}/cover.jpg`,
    background,
    trailer: `${dir}/trailer.mp4`,
    poster: `${dir}/poster.jpg`,
    storyboard: { image: `${dir}/storyboard.jpg`, vtt: `${dir}/storyboard.vtt` },
    renditions: [
      { name: 'v360', width: 640, height: 360 },
      { name: 'v720', width: 1280, height: 720 },
    ],
    audio: audio.map((language) => ({ language, name: languageNames[language] ?? language })),
    captions: captions.map((language) => ({ language, file: `${dir}/captions.${language}.vtt` })),
    dir,
  }
}
