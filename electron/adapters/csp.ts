/** The scroll lock of the component library writes this one constant style and cannot be given a nonce. */
const SCROLL_LOCK_STYLE = "'sha256-0O3S3uMt1kDhSUJwQa1v9r3Oh6FbUY4KJgqQcrzdNOU='"

/** What stands in the built page where each load puts its own nonce. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__'

/**
 * The one content security policy of the pages, the same in the desktop shell and on the loopback host.
 * @param nonce fresh for every load, base64
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}' ${SCROLL_LOCK_STYLE}`,
    "style-src-attr 'none'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
