import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { folderForThisFile } from '../../../testing/temporary-folder.ts'
import { curlCalls } from './curl-calls.ts'

const example = {
  origin: 'http://localhost:5000',
  clientId: 'demo-api-partner',
  clientSecret: "it's-a secret",
  productId: '65f0c0ffee0000000000a001',
  price: 39.5,
  videoId: '65f0c0ffee0000000000b001',
}

const folder = folderForThisFile()

// Stands where curl stands: writes down the words it was given, and answers as the service does.
const curl = `curl() {
  node -e 'fs.appendFileSync(process.env.WORDS, JSON.stringify(process.argv.slice(1)) + "\\n")' -- "$@"
  case "$2" in
    *login) printf '{"token":"t0ken"}' ;;
    *Authorization) printf '{"userAccessKey":"k3y","token":"k3y"}' ;;
    *videoAccess) printf '{"tokenAuthVideo":"t1cket"}' ;;
    *) printf '{"catalog":[]}' ;;
  esac
}`

test('pasted into a shell, the calls hand each other what they need', () => {
  const words = join(folder, 'words')
  const output = execFileSync('sh', ['-c', `${curl}\n${curlCalls(example)}`], {
    encoding: 'utf8',
    env: { ...process.env, WORDS: words },
  })
  expect(output).toBe('{"catalog":[]}\nhttp://localhost:5000/en/videoaccess?signature=t1cket\n')
  const calls = readFileSync(words, 'utf8').trim().split('\n').map(readCall)
  const { clientId, clientSecret, productId, videoId } = example
  expect(calls).toEqual([
    { method: 'login', bearer: undefined, body: { clientId, clientSecret } },
    { method: 'catalog', bearer: 't0ken', body: { clientId } },
    {
      method: 'contentAccessAuthorization',
      bearer: 't0ken',
      body: { clientId, userId: 'reader-1', products: [{ productId, price: 39.5 }] },
    },
    {
      method: 'videoAccess',
      bearer: 't0ken',
      body: { clientId, userId: 'reader-1', userAccessKey: 'k3y', channelId: productId, videoId },
    },
  ])
})

test('no line is wider than the page', () => {
  const lines = curlCalls({ ...example, clientSecret: 'x'.repeat(43) }).split('\n')
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120)
})

function readCall(line: string): { method: string | undefined; bearer: string | undefined; body: unknown } {
  const words: string[] = JSON.parse(line)
  const bearer = words.find((word) => word.startsWith('Authorization: Bearer '))?.slice(22)
  return { method: words[1]?.split('contentLicensing_')[1], bearer, body: JSON.parse(words.at(-1) ?? '') }
}
