import { type Html, trusted } from '../../api-partner/views/html.ts'

const bones = 24

interface Bone {
  x: number
  y: number
  /** Half its width and half its height. */
  w: number
  h: number
  /** Degrees it leans by. */
  lean: number
}

const round = (value: number) => Math.round(value * 10) / 10

/** Neck forwards, chest backwards, loins forwards: seen from the left, as in a textbook. */
function curveAt(t: number): number {
  return 178 + 26 * Math.sin(t * Math.PI * 2.55 - 2.3) * (0.65 + 0.55 * t)
}

function column(): Bone[] {
  const found: Bone[] = []
  let y = 38
  for (let i = 0; i < bones; i += 1) {
    const t = i / (bones - 1)
    const h = 4.6 + 4.6 * t
    y += h
    const slope = (curveAt(t + 0.02) - curveAt(t - 0.02)) / (0.04 * 432)
    found.push({ x: curveAt(t), y, w: 15 + 22 * t, h, lean: (-Math.atan(slope) * 180) / Math.PI })
    y += h + 3.2 + 1.6 * t
  }
  return found
}

function bone({ x, y, w, h, lean }: Bone): string {
  const waist = round(w - 3.5)
  const spur = round(w * 1.15 + 13)
  const body = `M${-w} ${-h}Q0 ${round(2.2 - h)} ${w} ${-h}Q${waist} 0 ${w} ${h}Q0 ${round(h - 2.2)} ${-w} ${h}Q${-waist} 0 ${-w} ${-h}Z`
  const spine = `M${round(w + 4)} -3L${round(w + spur)} ${round(h + 5)}L${round(w + spur - 5)} ${round(h + 11)}L${round(w + 3)} 5Z`
  return `<g transform="translate(${round(x)} ${round(y)}) rotate(${round(lean)})"><path d="${body}"/><path d="${spine}"/></g>`
}

function disc(above: Bone, below: Bone): string {
  const [x, y] = [(above.x + below.x) / 2, (above.y + above.h + below.y - below.h) / 2]
  return `<ellipse transform="translate(${round(x)} ${round(y)}) rotate(${round((above.lean + below.lean) / 2)})" rx="${round(above.w + 3)}" ry="${round(3.1 + above.h * 0.28)}"/>`
}

const spine = column().map((part) => ({ ...part, w: round(part.w), h: round(part.h) }))
const discs = spine.slice(1).map((below, i) => disc(spine[i] ?? below, below))

/** A spine from the side, its discs printed a little out of register, and the day that wears on it. */
export const discsArt: Html = trusted(`<svg viewBox="0 0 400 500" aria-hidden="true">
<circle class="second" cx="306" cy="92" r="58"/>
<path class="second" d="M318 372a52 52 0 1 0 34 90a62 62 0 0 1-34-90Z"/>
<g class="second over" transform="translate(5 3)">${discs.join('')}</g>
<g class="first">${spine.map(bone).join('')}</g>
<g class="line"><path d="M40 38V478M30 38H50M30 478H50" /><path d="M34 56H120M34 478H120" stroke-dasharray="3 5"/></g>
</svg>`)
