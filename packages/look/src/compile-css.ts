import { browserslistToTargets, transform } from 'lightningcss'

const targets = browserslistToTargets(['chrome 111', 'edge 111', 'firefox 121', 'safari 16.4', 'ios_saf 16.4'])

/** The stylesheet minified and lowered to what the oldest browsers we serve understand; faulty CSS throws. */
export function compileCss(source: string): string {
  const { code } = transform({ filename: 'page.css', code: Buffer.from(source), minify: true, targets })
  return code.toString()
}
