import { type Brand, buildLook } from '@osteocom/look'
import { type Asset, fileAsset, textAsset } from './asset.ts'
import { drawMark } from './mark.ts'

/** What every page of this deployment shares; built once at start. */
export interface Shell {
  brand: Brand
  themeColor: { light: string; dark: string }
  stylesheet: string
  icon: string
  /** The fonts worth fetching before the stylesheet asks for them, by script. */
  fonts: { ui: string; serif: string; arabic: string }
  assets: Asset[]
}

/** The brand made into stylesheet, fonts and icon. */
export async function buildShell(brand: Brand): Promise<Shell> {
  const look = await buildLook(brand)
  const stylesheet = textAsset('look.css', look.css)
  const icon = textAsset('mark.svg', drawMark(look.accent))
  const fonts = [...look.files].map(([name, path]) => fileAsset(name, path))
  const font = (start: string) => fonts.find(({ url }) => url.includes(start))?.url ?? ''
  return {
    brand,
    themeColor: look.themeColor,
    stylesheet: stylesheet.url,
    icon: icon.url,
    fonts: { ui: font('inter-latin-wght'), serif: font('newsreader-latin-wght'), arabic: font('vazirmatn-arabic') },
    assets: [stylesheet, icon, ...fonts],
  }
}
