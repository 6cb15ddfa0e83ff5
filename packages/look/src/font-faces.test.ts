import { readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'
import { expect, test } from 'vitest'
import { fontFaces, sizeAdjust, webFonts } from './font-faces.ts'

const sample =
  'The respiratory diaphragm moves first; il respiro segue, la colonna ti porta. ' +
  'Die Wirbelsaeule bewegt sich, le souffle suit, y la espalda descansa.'

test('the metrics our fallbacks are matched to are those of the fonts', async () => {
  const { files } = fontFaces(webFonts)
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  })
  try {
    const page = await browser.newPage()
    for (const font of webFonts) {
      const [subset = 'latin'] = font.subsets
      const [, path = ''] = [...files].find(([name]) => name.startsWith(font.file.split('SUBSET')[0] + subset)) ?? []
      const expression = measure({
        family: font.family,
        data: readFileSync(path).toString('base64'),
        weights: font.weights,
        weight: font.family.startsWith('Newsreader') ? 500 : 400,
        sample,
      })
      const measured = await page.evaluate<{ advance: number; ascent: number; descent: number }>(expression)
      if (font.advance) expect(measured.advance, font.family).toBeCloseTo(font.advance.web, 0)
      expect(measured, font.family).toMatchObject({ ascent: font.ascent, descent: font.descent })
    }
  } finally {
    await browser.close()
  }
})

test('a fallback is scaled to the width of its web font', () => {
  expect(webFonts.map((font) => Number(sizeAdjust(font).toFixed(3)))).toEqual([1.067, 1.062, 1])
})

interface Measurement {
  family: string
  data: string
  weights: string
  weight: number
  sample: string
}

// An expression rather than a function: it runs in the page, whose types this package does not know.
function measure(font: Measurement): string {
  return `(async (font) => {
    const face = new FontFace(font.family, 'url(data:font/woff2;base64,' + font.data + ')', { weight: font.weights })
    document.fonts.add(await face.load())
    const pen = document.createElement('canvas').getContext('2d')
    pen.font = font.weight + ' 1000px "' + font.family + '"'
    const text = pen.measureText(font.sample)
    return { advance: text.width / font.sample.length, ascent: text.fontBoundingBoxAscent, descent: text.fontBoundingBoxDescent }
  })(${JSON.stringify(font)})`
}
