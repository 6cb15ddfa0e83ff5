// What subtitle editors wrote before UTF-8, by the language's first word.
const oldEncodings: Record<string, string> = {
  ...byLanguage('windows-1250', 'cs hr hu pl ro sk sl sq bs'),
  ...byLanguage('windows-1251', 'be bg kk mk ru sr tg uk'),
  ...byLanguage('windows-1253', 'el'),
  ...byLanguage('windows-1254', 'az tr'),
  ...byLanguage('windows-1255', 'he yi'),
  ...byLanguage('windows-1256', 'ar fa ps ug ur'),
  ...byLanguage('windows-1257', 'et lt lv'),
  ...byLanguage('windows-1258', 'vi'),
  ...byLanguage('windows-874', 'th'),
  ...byLanguage('shift_jis', 'ja'),
  ...byLanguage('euc-kr', 'ko'),
  ...byLanguage('gb18030', 'zh'),
}

function byLanguage(encoding: string, languages: string): Record<string, string> {
  return Object.fromEntries(languages.split(' ').map((language) => [language, encoding]))
}

/** UTF-8 and UTF-16, known by their marks or by how they look; whatever else it is, is read as its language once was. */
export function decodeText(bytes: Buffer, language: string): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = bytes.subarray(0, 200)
  const zeros = (odd: number) => head.filter((byte, i) => i % 2 === odd && byte === 0).length
  if (zeros(1) > head.length / 4) return new TextDecoder('utf-16le').decode(bytes)
  if (zeros(0) > head.length / 4) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder(oldEncodings[language.split('-')[0] ?? ''] ?? 'windows-1252').decode(bytes)
  }
}
