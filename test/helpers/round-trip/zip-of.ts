import { rawZip } from '../hostile-zip.ts'

/** An archive of these parts. */
export const zipOf = (parts: ReadonlyMap<string, Buffer>): Uint8Array =>
  rawZip([...parts].map(([name, bytes]) => ({ name, bytes, deflate: true })))
