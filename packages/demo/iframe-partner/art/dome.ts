import { type Html, trusted } from '../../api-partner/views/html.ts'

const ribs = [54, 84, 106, 122, 133, 139, 138].map((reach, i) => {
  const y = 62 + i * 33
  const drop = 22 + i * 5
  const half = (side: number) =>
    `M${200 + side * 13} ${y}C${200 + side * reach * 0.7} ${y - 22} ${200 + side * reach} ${y + 2} ${200 + side * reach} ${y + drop}` +
    `C${200 + side * reach} ${y + drop + 20} ${200 + side * reach * 0.62} ${y + drop + 17} ${200 + side * (20 + i * 7)} ${y + drop - 2 - i * 3}`
  return `<path d="${half(-1)}"/><path d="${half(1)}"/>`
})

/** The rib cage from the front, the diaphragm up in the one colour and down in the other. */
export const domeArt: Html = trusted(`<svg viewBox="0 0 400 420" aria-hidden="true">
<path class="second" d="M58 372C62 262 118 216 160 222C186 226 192 246 204 248C220 246 230 234 252 236C306 238 338 288 342 372Z"/>
<path class="tint over" d="M182 66C120 74 78 158 72 290C104 262 136 224 190 262C196 190 194 118 182 66ZM218 66C280 74 322 158 328 290C298 268 262 236 214 262C206 190 206 118 218 66Z"/>
<g class="stroke over">${ribs.join('')}</g>
<path class="first" d="M190 48h20l4 40-6 96 3 34-11 26-11-26 3-34-6-96Z"/>
<path class="line" d="M58 372C76 316 122 294 160 298C186 300 192 312 204 313C220 312 230 304 252 305C300 308 328 332 342 372" stroke-dasharray="3 6"/>
<path class="line" d="M126 250v34m-9-11 9 11 9-11M276 258v34m-9-11 9 11 9-11"/>
</svg>`)
