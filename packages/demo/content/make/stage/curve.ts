/** A point of a drawing, in units of the 720 × 600 drawing area whose middle is 0,0. */
export type Point = readonly [x: number, y: number]

/** A smooth line through the given points, as a dense polyline. */
export function smooth(points: readonly Point[], closed = false, steps = 10): Point[] {
  const count = points.length
  const pick = (i: number): Point =>
    points[closed ? (i + count) % count : Math.max(0, Math.min(count - 1, i))] ?? [0, 0]
  const line: Point[] = []
  for (let i = 0; i < (closed ? count : count - 1); i++) {
    const [a, b, c, d] = [pick(i - 1), pick(i), pick(i + 1), pick(i + 2)]
    for (let s = 0; s < steps; s++)
      line.push([spline(a[0], b[0], c[0], d[0], s / steps), spline(a[1], b[1], c[1], d[1], s / steps)])
  }
  line.push(pick(closed ? 0 : count - 1))
  return line
}

function spline(a: number, b: number, c: number, d: number, u: number): number {
  return 0.5 * (2 * b + (c - a) * u + (2 * a - 5 * b + 4 * c - d) * u * u + (3 * b - a - 3 * c + d) * u * u * u)
}

/** Part of an ellipse, angles in degrees, 0 to the right and growing clockwise. */
export function arc(x: number, y: number, rx: number, ry: number, from: number, to: number): Point[] {
  const steps = Math.max(8, Math.ceil(Math.abs(to - from) / 5))
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const angle = ((from + ((to - from) * i) / steps) * Math.PI) / 180
    return [x + rx * Math.cos(angle), y + ry * Math.sin(angle)]
  })
}

export const circle = (x: number, y: number, r: number): Point[] => arc(x, y, r, r, -90, 270)

/** The values of `f` over [from, to] as a polyline. */
export function plot(from: number, to: number, f: (x: number) => number, steps = 120): Point[] {
  return Array.from({ length: steps + 1 }, (_, i): Point => {
    const x = from + ((to - from) * i) / steps
    return [x, f(x)]
  })
}

export function lengthOf(line: readonly Point[]): number {
  return line.reduce((sum, p, i) => sum + distance(line[i - 1] ?? p, p), 0)
}

export const distance = (a: Point, b: Point): number => Math.hypot(b[0] - a[0], b[1] - a[1])

export const mix = (a: number, b: number, u: number): number => a + (b - a) * u

export const between = (a: Point, b: Point, u: number): Point => [mix(a[0], b[0], u), mix(a[1], b[1], u)]

/** The point a share `u` of the way along a line, and the direction there in radians. */
export function along(line: readonly Point[], u: number): { at: Point; angle: number } {
  let rest = lengthOf(line) * Math.max(0, Math.min(1, u))
  for (let i = 1; i < line.length; i++) {
    const [a, b]: [Point, Point] = [line[i - 1] ?? [0, 0], line[i] ?? [0, 0]]
    const step = distance(a, b)
    if (rest <= step || i === line.length - 1) {
      return { at: between(a, b, step ? Math.min(1, rest / step) : 0), angle: Math.atan2(b[1] - a[1], b[0] - a[0]) }
    }
    rest -= step
  }
  return { at: line[0] ?? [0, 0], angle: 0 }
}

/** The point at `reach` from `origin` in the direction `degrees` (0 is straight down, positive towards +x). */
export function reach(origin: Point, length: number, degrees: number): Point {
  const angle = (degrees * Math.PI) / 180
  return [origin[0] + length * Math.sin(angle), origin[1] + length * Math.cos(angle)]
}

/** The corners turned about `centre` by `degrees`, then moved there. */
export function placed(shape: readonly Point[], centre: Point, degrees: number, scale = 1): Point[] {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180) * scale, Math.sin((degrees * Math.PI) / 180) * scale]
  return shape.map(([x, y]): Point => [centre[0] + x * cos - y * sin, centre[1] + x * sin + y * cos])
}
