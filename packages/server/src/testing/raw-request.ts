import { connect } from 'node:net'

/** Sends these bytes as they are and reads until the server closes; for what no HTTP client would say. */
export async function rawRequest(port: number, bytes: string | Buffer): Promise<{ status: number; text: string }> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk) => chunks.push(chunk))
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  // A server that refuses early may close while we still write.
  socket.on('error', () => undefined)
  socket.write(bytes)
  await closed
  const text = Buffer.concat(chunks).toString()
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1]), text }
}
