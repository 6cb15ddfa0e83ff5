/** The drawn mark, a spine of three vertebrae, as an SVG file in the accent of the scheme the browser is in. */
export function drawMark(accent: { light: string; dark: string }): string {
  return `<svg xmlns="http://www.w3.org/20/svg" viewBox="0 0 32 32"><style>
path{fill:none;stroke:${accent.light};stroke-width:2.6;stroke-linecap:round;stroke-linejoin:round}
@media (prefers-color-scheme:dark){path{stroke:${accent.dark}}}
</style>${markPaths.map((d) => `<path d="${d}"/>`).join('')}</svg>`
}

/** The strokes of the mark in a 32 × 32 box. */
export const markPaths = [
  'M10 5.5c3.6 1.6 8.4 1.6 12 0-.9 2.4-.9 4 0 6-3.6-1.4-8.4-1.4-12 0 .9-2 .9-3.6 0-6Z',
  'M10 13.2c3.6 1.6 8.4 1.6 12 0-.9 2.2-.9 3.8 0 5.8-3.6-1.4-8.4-1.4-12 0 .9-2 .9-3.6 0-5.8Z',
  'M10 20.7c3.6 1.6 8.4 1.6 12 0-.9 2.2-.9 3.8 0 5.8-3.6-1.4-8.4-1.4-12 0 .9-2 .9-3.6 0-5.8Z',
  'M3.5 9.5c2.2.2 4.4-.2 6.9-1M28.5 9.5c-2.2.2-4.4-.2-6.9-1M3.5 17.2c2.2.2 4.4-.2 6.9-1M28.5 17.2c-2.2.2-4.4-.2-6.9-1M3.5 24.7c2.2.2 4.4-.2 6.9-1M28.5 24.7c-2.2.2-4.4-.2-6.9-1',
]
