/** The colours of one drawing; a scene only ever names these roles. */
export interface Palette {
  paper: string
  ink: string
  faint: string
  accent: string
  tint: string
}

/** Warm paper and ink, as in the films. */
export const day: Palette = { paper: '#f6f1e7', ink: '#2b2824', faint: '#cdc4b3', accent: '#0e5d5b', tint: '#d7e3db' }

/** Cream lines on deep teal, for covers. */
export const night: Palette = { paper: '#0f4a49', ink: '#f6f1e7', faint: '#3f7471', accent: '#f3d9a4', tint: '#1d5d5b' }

/** Hardly darker than the paper, so that text can lie on it. */
export const whisper: Palette = {
  paper: '#f6f1e7',
  ink: '#e3dacb',
  faint: '#ece5d8',
  accent: '#d3dfd5',
  tint: '#eef0e6',
}
