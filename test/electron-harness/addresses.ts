/**
 * Chromium cannot be sent to a scheme it does not know, so inside it `app://host/path` is
 * `https://host.app.harness.invalid/path`, which is a secure context too; the app only ever sees the former.
 */
const schemes = new Set<string>()

export function addScheme(scheme: string): void {
  schemes.add(scheme)
}
export function hasScheme(scheme: string): boolean {
  return schemes.has(scheme)
}
export function inside(url: string): string {
  return url.replace(/^([a-z]+):\/\/([^/]*)/, (all, scheme: string, host: string) =>
    schemes.has(scheme) ? `https://${host}.${scheme}.harness.invalid` : all,
  )
}
export function outside(url: string): string {
  return url.replace(/^(?:blob:)?https:\/\/([^/]*?)\.([a-z]+)\.harness\.invalid/, '$2://$1')
}
/** The origin of a shown address; schemes of apps have one too. */
export function originOf(url: string): string {
  const { origin } = new URL(url)
  return origin === 'null' ? url.replace(/^([a-z]+:\/\/[^/]*).*/, '$1') : origin
}
