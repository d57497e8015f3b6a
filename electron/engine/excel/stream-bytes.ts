import { hostile } from './limits.ts'

/** All bytes of a stream. @throws AppError WORKBOOK_HOSTILE beyond `maxBytes` */
export async function collectBytes(stream: NodeJS.ReadableStream, maxBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of stream) {
    const part = chunk as Buffer // byte streams only
    length += part.length
    if (length > maxBytes) throw hostile('partBytes')
    chunks.push(part)
  }
  return Buffer.concat(chunks, length)
}
