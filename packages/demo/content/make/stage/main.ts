import { scenes } from '../scenes/index.ts'
import { drawFrame, drawnPerSecond, drawStill, type Lettered } from './page.ts'
import { day, night, type Palette, whisper } from './palette.ts'
import { Pen } from './pen.ts'
import { packRuns } from './runs.ts'
import type { Scene } from './scene.ts'

/** One stretch of a film: a lesson's frames from `from` to `to`, in seconds. */
export interface Take {
  slug: string
  film: Lettered
  from: number
  to: number
}

export interface Still {
  slug: string
  film: Lettered
  width: number
  height: number
  zoom: number
  palette: 'day' | 'night' | 'whisper'
  title: string
}

export interface Portrait {
  initials: string
  isRightToLeft: boolean
}

const palettes: Record<Still['palette'], Palette> = { day, night, whisper }
const fonts = ['400 45px Newsreader', '500 21px Inter', '400 45px Vazirmatn', '500 21px Vazirmatn']

function easel(width: number, height: number): CanvasRenderingContext2D {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const ctx = canvas.getContext('2d', { willReadFrequently: true })
  if (!ctx) throw new Error('This browser has no 2D canvas.')
  return ctx
}

function sceneOf(slug: string): Scene {
  const scene = scenes[slug]
  if (!scene) throw new Error(`No drawing for ${slug}.`)
  return scene
}

/** Draws the takes at the film's pace and posts each frame to /frame, as runs of colour. */
async function roll(takes: Take[]): Promise<void> {
  const ctx = easel(1280, 720)
  let sent: Promise<unknown> = Promise.resolve()
  for (const { slug, film, from, to } of takes) {
    const pen = new Pen(ctx, day, film.isRightToLeft)
    for (let frame = Math.round(from * drawnPerSecond); frame < Math.round(to * drawnPerSecond); frame++) {
      drawFrame(pen, film, sceneOf(slug), frame / drawnPerSecond)
      const pixels = ctx.getImageData(0, 0, 1280, 720).data
      await sent
      sent = fetch('/frame', { method: 'POST', body: packRuns(new Uint32Array(pixels.buffer)) })
    }
  }
  await sent
}

function still({ slug, film, width, height, zoom, palette, title }: Still): string {
  const ctx = easel(width, height)
  const isBare = !title
  drawStill(
    new Pen(ctx, palettes[palette], film.isRightToLeft, isBare),
    film,
    sceneOf(slug),
    { width, height },
    zoom,
    title,
  )
  return ctx.canvas.toDataURL('image/png')
}

function frame({ slug, film, from }: Take): string {
  const ctx = easel(1280, 720)
  drawFrame(new Pen(ctx, day, film.isRightToLeft), film, sceneOf(slug), from)
  return ctx.canvas.toDataURL('image/png')
}

/** Initials in a drawn ring. */
function portrait({ initials, isRightToLeft }: Portrait): string {
  const ctx = easel(256, 256)
  const pen = new Pen(ctx, night, isRightToLeft)
  ctx.fillStyle = night.paper
  ctx.fillRect(0, 0, 256, 256)
  const ring = (radius: number, wave: number, from: number) =>
    Array.from({ length: 121 }, (_, i): [number, number] => {
      const angle = (i / 120) * Math.PI * 1.86 + from
      const r = radius + wave * Math.sin(angle * 3)
      return [128 + r * Math.cos(angle), 128 + r * Math.sin(angle)]
    })
  pen.line(ring(104, 1.6, -1.2), { ink: 'accent', width: 2.4 })
  pen.line(ring(96, 2.4, 0.6), { ink: 'faint', width: 2 })
  pen.text(initials, [128, 134], { size: 92, weight: 400, align: 'center', serif: true })
  return ctx.canvas.toDataURL('image/png')
}

async function ready(): Promise<void> {
  await Promise.all(fonts.map((font) => document.fonts.load(font, 'Aaصفé')))
}

export const studio = { ready, roll, still, frame, portrait }
Object.assign(globalThis, { studio })
