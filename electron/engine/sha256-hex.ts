import { createHash } from 'node:crypto'

/** SHA-256 of bytes, or of a text as UTF-8, as 64 small hexadecimal digits: the name of a content everywhere in the engine. */
export const sha256Hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')
