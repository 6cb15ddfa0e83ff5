/** A colour in light and in dark, as hex. */
export interface Shades {
  light: string
  dark: string
}

/** Whose letters these are, and how they look. */
export interface Letterhead {
  brandName: string
  supportEmail: string | undefined
  isTest: boolean
  colours: Record<'paper' | 'surface' | 'ink' | 'ink-soft' | 'line' | 'accent' | 'accent-fill' | 'on-accent', Shades>
}
