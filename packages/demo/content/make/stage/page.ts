import { Clock, type Cue, ease } from './clock.ts'
import type { Pen } from './pen.ts'
import type { Scene } from './scene.ts'

/** What the type on a film says. */
export interface Lettered {
  channel: string
  title: string
  number: string
  isRightToLeft: boolean
  cues: readonly Cue[]
}

export const plateSeconds = 2.6

/** How many different drawings a second of film shows. */
export const drawnPerSecond = 12.5
const width = 1280
const margin = 84

/** One frame of a lesson: the title plate, then the drawing with the running phrase beside it. */
export function drawFrame(pen: Pen, film: Lettered, scene: Scene, t: number): void {
  clear(pen, width, 720)
  const plate = ease(t / 0.7) * (1 - ease((t - plateSeconds + 0.5) / 0.5))
  if (plate > 0) drawPlate(pen, film, t, plate)
  const clock = new Clock(t, film.cues)
  if (t > plateSeconds - 0.2) drawScene(pen, scene, clock, film.isRightToLeft ? 424 : 856, 352)
  film.cues.forEach((cue, i) => {
    const next = film.cues[i + 1]
    const shown = clock.rise(i, 0, 0.7) * (next?.phrase ? 1 - ease((t - next.start + 0.5) / 0.5) : 1)
    if (shown > 0 && cue.phrase && isLatestPhrase(film.cues, i, t)) drawPhrase(pen, cue.phrase, shown)
  })
}

function isLatestPhrase(cues: readonly Cue[], i: number, t: number): boolean {
  return !cues.some((cue, j) => j > i && cue.phrase && t >= cue.start)
}

/** The drawing alone, or with a title in place of the phrase. */
export function drawStill(
  pen: Pen,
  film: Lettered,
  scene: Scene,
  size: { width: number; height: number },
  zoom: number,
  title: string,
): void {
  clear(pen, size.width, size.height)
  const clock = stillClock(film.cues, scene)
  const centre = title ? (film.isRightToLeft ? 0.33 : 0.67) : 0.5
  drawScene(pen, scene, clock, size.width * centre, size.height * 0.5, zoom)
  if (title) {
    drawPhrase(pen, title, 1)
    pen.text(film.channel, [film.isRightToLeft ? width - margin : margin, 640], {
      size: 20,
      ink: 'accent',
      align: start(pen),
    })
  }
}

function stillClock(cues: readonly Cue[], scene: Scene): Clock {
  const cue = cues[scene.still.cue]
  return new Clock((cue?.start ?? 0) + scene.still.after, cues)
}

function drawScene(pen: Pen, scene: Scene, clock: Clock, x: number, y: number, zoom = 1): void {
  pen.ctx.save()
  pen.ctx.translate(x, y)
  pen.ctx.scale(zoom, zoom)
  scene.draw(pen, clock)
  pen.ctx.restore()
}

function clear(pen: Pen, w: number, h: number): void {
  pen.ctx.fillStyle = pen.palette.paper
  pen.ctx.fillRect(0, 0, w, h)
}

const start = (pen: Pen): 'left' | 'right' => (pen.isRightToLeft ? 'right' : 'left')

/** Where a line of reading begins. */
const startX = (pen: Pen): number => (pen.isRightToLeft ? width - margin : margin)

function drawPlate(pen: Pen, film: Lettered, t: number, alpha: number): void {
  const x = startX(pen)
  const way = pen.isRightToLeft ? -1 : 1
  const lines = wrap(pen, film.title, 72, 980)
  const top = 372 - (lines.length - 1) * 42
  pen.text(film.channel, [x, top - 104], { size: 22, ink: 'accent', align: start(pen), alpha })
  pen.line(
    [
      [x, top - 66],
      [x + way * 120, top - 66],
    ],
    { width: 2, ink: 'accent', draw: ease((t - 0.1) / 0.9), alpha },
  )
  lines.forEach((line, i) =>
    pen.text(line, [x, top + i * 84], { size: 72, weight: 400, serif: true, align: start(pen), alpha }),
  )
  pen.text(film.number, [x, top + (lines.length - 1) * 84 + 92], {
    size: 22,
    weight: 400,
    align: start(pen),
    alpha: alpha * 0.7,
  })
}

/** The few words beside the drawing, set like a pull quote. */
function drawPhrase(pen: Pen, words: string, alpha: number): void {
  const lines = wrap(pen, words, 45, 372)
  const top = 330 - ((lines.length - 1) * 56) / 2
  lines.forEach((line, i) =>
    pen.text(line, [startX(pen), top + i * 56], { size: 45, weight: 400, serif: true, align: start(pen), alpha }),
  )
}

function wrap(pen: Pen, words: string, size: number, room: number): string[] {
  pen.ctx.font = pen.font(size, 400, true)
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && pen.ctx.measureText(`${last} ${word}`).width <= room)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
