import type { JSX } from 'preact'

interface Point {
  x: number
  y: number
}

const vertebrae = 13
const height = 400

// Two bends: forward at the neck and the loin, back at the chest, as a spine has from the side.
function alongSpine(part: number): Point {
  return { x: 100 + 34 * Math.sin(part * Math.PI * 2.35 - 0.9) * (0.55 + part * 0.45), y: 14 + part * (height - 34) }
}

/** A spine from the side in thin lines: each vertebra wider than the one above, a cord of the accent behind them. */
export function SpineDrawing(): JSX.Element {
  return (
    <svg class="spine" viewBox={`20 -8 170 ${height + 16}`} aria-hidden="true">
      {Array.from({ length: vertebrae }, (_, index) => (
        <path d={vertebra(index)} />
      ))}
      <path class="cord" d={cord()} />
    </svg>
  )
}

function vertebra(index: number): string {
  const part = index / (vertebrae - 1)
  const middle = alongSpine(part)
  const tilt = tiltAt(part)
  const [half, tall] = [17 + part * 17, 8 + part * 3.4]
  const at = (x: number, y: number) => print(turn({ x, y }, tilt, middle))
  const body = `M${at(-half, -tall)}Q${at(0, -tall + 4)} ${at(half, -tall)}Q${at(half - 4, 0)} ${at(half, tall)}Q${at(0, tall - 4)} ${at(-half, tall)}Q${at(-half + 4, 0)} ${at(-half, -tall)}Z`
  const process = `M${at(half - 2, -tall * 0.4)}Q${at(half + 16, 0)} ${at(half + 22 + part * 8, tall + 3)}Q${at(half + 10, tall + 2)} ${at(half - 2, tall * 0.4)}`
  return body + process
}

function cord(): string {
  const points = Array.from({ length: 60 }, (_, index) => {
    const part = index / 59
    return print(turn({ x: 26 + part * 18, y: 0 }, tiltAt(part), alongSpine(part)))
  })
  return `M${points.join('L')}`
}

function tiltAt(part: number): number {
  const [before, after] = [alongSpine(part - 0.01), alongSpine(part + 0.01)]
  return Math.atan2(before.x - after.x, after.y - before.y)
}

function turn({ x, y }: Point, angle: number, around: Point): Point {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  return { x: around.x + x * cosine - y * sine, y: around.y + x * sine + y * cosine }
}

function print({ x, y }: Point): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`
}
