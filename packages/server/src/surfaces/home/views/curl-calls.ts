export interface CurlExample {
  /** Scheme, host and port of this deployment, without a closing slash. */
  origin: string
  clientId: string
  clientSecret: string
  productId: string
  /** In the currency's major unit, as on the wire. */
  price: number
  videoId: string
}

/** The four calls and the address they lead to, ready to paste into a shell; it needs nothing but curl and cut. */
export function curlCalls({ origin, clientId, clientSecret, productId, price, videoId }: CurlExample): string {
  const userId = 'reader-1'
  const base = `${origin}/sv6/contentLicensing_`
  const bearer = '-H "Authorization: Bearer $TOKEN"'
  return [
    `TOKEN=$(${call(`${base}login`, { clientId, clientSecret })} ${firstValue})`,
    // The catalog is shown as it comes, without an end of line.
    `${call(`${base}catalog`, { clientId }, bearer)}; echo`,
    `KEY=$(${call(`${base}contentAccessAuthorization`, { clientId, userId, products: [{ productId, price }] }, bearer)} ${firstValue})`,
    `TICKET=$(${call(`${base}videoAccess`, { clientId, userId, userAccessKey: '$KEY', channelId: productId, videoId }, bearer)} ${firstValue})`,
    `echo ${quote(`${origin}/en/videoaccess?signature=`)}$TICKET`,
  ].join('\n')
}

// Every answer begins {"name":"value"…}: the value is what stands between the third quotation mark and the fourth.
const firstValue = `| cut -d'"' -f4`

function call(url: string, body: object, headers = ''): string {
  const json = quote(fold(JSON.stringify(body))).replace('$KEY', `'$KEY'`)
  return [`curl -s ${quote(url)}`, headers, `-d ${json}`].filter(Boolean).join(' \\\n  ')
}

// A shell and JSON both take a line break between two fields.
function fold(json: string): string {
  const lines = ['']
  for (const field of json.split(/(?<=,)(?=")/)) {
    const line = lines.at(-1) ?? ''
    if (line.length + field.length > 84) lines.push(`    ${field}`)
    else lines[lines.length - 1] = line + field
  }
  return lines.join('\n')
}

function quote(text: string): string {
  if (/^[\w:/.@-]+$/.test(text)) return text
  return `'${text.replaceAll("'", `'\\''`)}'`
}
