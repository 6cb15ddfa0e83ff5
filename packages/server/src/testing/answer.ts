/** What came back from a call, read as far as a test looks. */
export interface Answer {
  status: number
  headers: Headers
  text: string
  /** The JSON it holds; undefined where it holds none. */
  body: unknown
  /** The code of a refusal. */
  code: string | undefined
  /** The fields a refusal names. */
  fields: string[]
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const body = json(text)
  const refusal = part(body, 'error') ?? body
  const fields = part(refusal, 'fields')
  const code = part(refusal, 'code')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    code: typeof code === 'string' ? code : undefined,
    fields: Array.isArray(fields) ? fields.map((each) => String(part(each, 'field'))) : [],
  }
}

/** The text with what tells one request from another taken out, so that equal answers are equal text. */
export function withoutRequestId({ text }: { text: string }): string {
  return text.replaceAll(/"requestId":"[\w-]{16}"/g, '"requestId":"…"')
}

/** One property of a value of unknown shape. */
export function part(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
