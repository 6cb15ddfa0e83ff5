import { type Html, trusted } from '../../api-partner/views/html.ts'

const ground = 330
const leg = 178
const steps = [128, 320, 512]
const angles = [-32, -21, -10, 0, 10, 21, 32]

const round = (value: number) => Math.round(value * 10) / 10
const hipOf = (foot: number, degrees: number) => {
  const angle = (degrees * Math.PI) / 180
  return { x: round(foot + leg * Math.sin(angle)), y: round(ground - leg * Math.cos(angle)) }
}

function wedge(foot: number): string {
  const [from, to] = [hipOf(foot, -32.5), hipOf(foot, 32.5)]
  return `<path d="M${foot} ${ground}L${from.x} ${from.y}A${leg} ${leg} 0 0 1 ${to.x} ${to.y}Z"/>`
}

function fan(foot: number): string {
  const legs = angles.map((degrees) => {
    const { x, y } = hipOf(foot, degrees)
    return `<path d="M${foot} ${ground}L${x} ${y}"/>`
  })
  return legs.join('')
}

const dots = steps.flatMap((foot) => angles.map((degrees) => hipOf(foot, degrees)))

/** Three steps: the leg turns over the foot like a pendulum stood on its head, and the hip draws arcs. */
export const strideArt: Html = trusted(`<svg viewBox="0 0 640 372" aria-hidden="true">
<g class="second" transform="translate(6 4)">${steps.map(wedge).join('')}</g>
<g class="thin over">${steps.map(fan).join('')}</g>
<g class="first over">${dots.map(({ x, y }) => `<circle cx="${x}" cy="${y}" r="4.5"/>`).join('')}</g>
<g class="first">${steps.map((foot) => `<path d="M${foot - 16} ${ground - 7}q18-6 44 5q3 8-2 8h-42z"/>`).join('')}</g>
<path class="limb far" d="M322 70L288 112L276 152M320 150L356 222L322 290l-20 8"/>
<path class="limb" d="M320 150L326 240L318 318M326 66L352 112L384 138"/><path class="limb torso" d="M320 146L327 74"/>
<circle class="first" cx="337" cy="30" r="20"/>
<path class="line" d="M16 ${ground + 10}H624"/><path class="line" d="M16 ${ground + 20}H624" stroke-dasharray="2 9"/>
</svg>`)
