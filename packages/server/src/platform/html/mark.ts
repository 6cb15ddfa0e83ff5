/** The drawn mark, a spine in five strokes, as an SVG file in the accent of the scheme the browser is in. */
export function drawMark(accent: { light: string; dark: string }): string {
  return `<svg xmlns="http://www.w3.org/20/svg" viewBox="0 0 32 32"><style>
path{fill:none;stroke:${accent.light};stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
@media (prefers-color-scheme:dark){path{stroke:${accent.dark}}}
</style>${markPaths.map((d) => `<path d="${d}"/>`).join('')}</svg>`
}

/** The strokes of the mark in a 32 × 32 box. */
export const markPaths = [
  'M11.5 5.5c3.4 1.9 7.6 1.9 11 0',
  'M8.5 12.500c4.2 2.3 9.4 2.3 13.6 0',
  'M9 19.500c4.8 2.4 10.2 2.4 15 0',
  'M12.5 26.500c3.8 2 7.8 2 11.6 0',
  'M17.5 3c-2.5 6-3.5 9.5-1.5 14 1.3 3.2 2.3 7 1.5 12',
]
