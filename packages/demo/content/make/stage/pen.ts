import { along, between, lengthOf, type Point } from './curve.ts'
import type { Palette } from './palette.ts'

export type Ink = keyof Palette

export interface Stroke {
  width?: number
  ink?: Ink
  /** How much of the line is already drawn, 0 to 1. */
  draw?: number
  alpha?: number
  closed?: boolean
  fill?: Ink
  dashed?: boolean
}

export interface Lettering {
  size?: number
  weight?: number
  align?: 'left' | 'center' | 'right'
  ink?: Ink
  alpha?: number
  serif?: boolean
}

/** The drawing vocabulary: lines that draw themselves, labels with leaders, arrows. */
export class Pen {
  readonly ctx: CanvasRenderingContext2D
  readonly palette: Palette
  readonly isRightToLeft: boolean
  /** A bare pen leaves all lettering out; covers use it. */
  readonly isBare: boolean

  constructor(ctx: CanvasRenderingContext2D, palette: Palette, isRightToLeft = false, isBare = false) {
    this.ctx = ctx
    this.palette = palette
    this.isRightToLeft = isRightToLeft
    this.isBare = isBare
  }

  /** Draws inside a moved and scaled frame. */
  within(x: number, y: number, scale: number, draw: () => void): void {
    this.ctx.save()
    this.ctx.translate(x, y)
    this.ctx.scale(scale, scale)
    draw()
    this.ctx.restore()
  }

  line(points: readonly Point[], style: Stroke = {}): void {
    const { width = 2.6, ink = 'ink', draw = 1, alpha = 1, closed = false, fill, dashed = false } = style
    const first = points[0]
    if (!first || draw <= 0 || alpha <= 0) return
    const ctx = this.ctx
    ctx.save()
    ctx.beginPath()
    ctx.moveTo(first[0], first[1])
    for (const [x, y] of points.slice(1)) ctx.lineTo(x, y)
    if (closed) ctx.closePath()
    if (fill) {
      ctx.globalAlpha = alpha * Math.max(0, Math.min(1, draw * 2 - 1))
      ctx.fillStyle = this.palette[fill]
      ctx.fill()
    }
    ctx.globalAlpha = alpha
    ctx.lineCap = ctx.lineJoin = 'round'
    ctx.lineWidth = width
    ctx.strokeStyle = this.palette[ink]
    if (draw < 1) {
      const length = lengthOf(closed ? [...points, first] : points)
      ctx.setLineDash([length * draw, length + 10])
    } else if (dashed) ctx.setLineDash([3, 9])
    if (width > 0) ctx.stroke()
    ctx.restore()
  }

  fill(points: readonly Point[], ink: Ink, alpha = 1): void {
    this.line(points, { closed: true, fill: ink, width: 0, alpha })
  }

  dot(at: Point, radius: number, ink: Ink = 'ink', alpha = 1): void {
    if (alpha <= 0 || radius <= 0) return
    this.ctx.save()
    this.ctx.globalAlpha = alpha
    this.ctx.fillStyle = this.palette[ink]
    this.ctx.beginPath()
    this.ctx.arc(at[0], at[1], radius, 0, Math.PI * 2)
    this.ctx.fill()
    this.ctx.restore()
  }

  arrow(from: Point, to: Point, style: Stroke = {}): void {
    const { draw = 1, width = 3.2, ink = 'accent', alpha = 1 } = style
    this.arrowAlong([from, between(from, to, 0.5), to], { draw, width, ink, alpha })
  }

  arrowAlong(points: readonly Point[], style: Stroke = {}): void {
    const { draw = 1, width = 3.2, ink = 'accent', alpha = 1 } = style
    if (draw <= 0.02 || alpha <= 0) return
    this.line(points, { draw, width, ink, alpha })
    const { at, angle } = along(points, draw)
    const size = Math.min(1, draw * 4) * (7 + width * 2)
    const wing = (turn: number): Point => [at[0] - size * Math.cos(angle + turn), at[1] - size * Math.sin(angle + turn)]
    this.line([wing(0.5), at, wing(-0.5)], { width, ink, alpha })
  }

  font(size: number, weight = 500, serif = false): string {
    return `${weight} ${size}px ${this.isRightToLeft ? 'Vazirmatn' : serif ? 'Newsreader' : 'Inter'}`
  }

  text(words: string, at: Point, style: Lettering = {}): void {
    const { size = 21, weight = 500, align = 'left', ink = 'ink', alpha = 1, serif = false } = style
    if (this.isBare || alpha <= 0) return
    const ctx = this.ctx
    ctx.save()
    ctx.globalAlpha = alpha
    ctx.direction = this.isRightToLeft ? 'rtl' : 'ltr'
    ctx.font = this.font(size, weight, serif)
    ctx.textAlign = align
    ctx.textBaseline = 'middle'
    ctx.fillStyle = this.palette[ink]
    ctx.fillText(words, at[0], at[1])
    ctx.restore()
  }

  /** Words at `at`, tied by a hairline to the thing they name; they grow out of it as `draw` rises. */
  label(words: string, at: Point, target: Point, draw: number, style: Lettering = {}): void {
    if (this.isBare || draw <= 0) return
    const align = style.align ?? (at[0] >= target[0] ? 'left' : 'right')
    const gap = align === 'center' ? 0 : align === 'left' ? -10 : 10
    const foot: Point = align === 'center' ? [at[0], at[1] + (target[1] > at[1] ? 18 : -18)] : [at[0] + gap, at[1]]
    const ink = style.ink ?? 'ink'
    this.line([target, foot], { width: 1.6, ink, draw, alpha: 0.75 })
    this.dot(target, 3.6, ink, draw)
    this.text(words, at, { ...style, align, alpha: Math.max(0, draw * 2 - 1) })
  }
}
