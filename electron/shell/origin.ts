/** The one origin that our pages have and that may call us. */
export const SCHEME = 'app'
const HOST = 'tanbao'
export const ORIGIN = `${SCHEME}://${HOST}`

interface Frame {
  readonly url: string
  readonly parent: unknown
}

/** True only for the top frame of one of our own pages. */
export function isOwnFrame(frame: Frame | null | undefined): boolean {
  if (!frame || frame.parent !== null) return false
  return isOwnAddress(frame.url)
}

export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, host, username, password } = new URL(address)
  return protocol === `${SCHEME}:` && host === HOST && username === '' && password === ''
}
