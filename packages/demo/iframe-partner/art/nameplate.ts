import { type Html, trusted } from '../../api-partner/views/html.ts'

const letters = [
  '<path class="s" d="M63 32C63 18 53 12 38 12C22 12 12 19 12 30C12 41 20 45 38 49.5C56 54 64 60 64 71C64 82 53 88 38 88C22 88 12 81 12 68"/>',
  '<path d="M90 0h24v100h-24z"/>',
  '<path d="M130 100V0h23l28 57V0h23v100h-22l-29-58v58z"/>',
  '<path d="M220 0h57v21h-33v18h28v20h-28v20h34v21h-58z"/>',
  '<path d="M287 0h24l11 62 12-62h20l12 62 11-62h24l-21 100h-25l-11.5-57-11.5 57h-25z"/>',
].join('')

/** The paper's name, drawn, so that it stands as wide as it should whatever fonts a reader has. */
export const nameplate: Html = trusted(
  `<svg class="nameplate" viewBox="0 0 406 104" role="img" aria-label="Sinew"><g class="second" transform="translate(4 3.5)">${letters}</g><g class="first">${letters}</g></svg>`,
)
