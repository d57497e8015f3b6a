/** S3 and what speaks like it. A PUT is all or nothing there, so nothing is renamed. */
import { AwsV4Signer } from 'aws4fetch'
import type { SyncTarget } from '../../../shared/submission/signed-files.ts'
import { sha256Hex } from '../sha256-hex.ts'
import { aheadOf, type HttpAnswer, httpAnswer, isSuccess, refusal } from './http.ts'
import { mostListBytes, mostListed, type TransportLimits } from './limits.ts'
import { readItems, readOne } from './read-xml.ts'
import { type RemoteEntry, type RemoteFiles, TargetError } from './target.ts'

const mostTalk = 256 * 1024
interface Call {
  readonly method: string
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  readonly mostBytes: number
}

/** `20200605T083000Z` */
const stamp = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}|[-:]/g, '')

/** @param now ms since 1970 */
export function s3Files(
  { endpoint, region, bucket, prefix, accessKey }: Extract<SyncTarget, { kind: 's3' }>,
  secret: string,
  limits: TransportLimits,
  now: () => number,
): RemoteFiles {
  let ahead: number | undefined
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`
  const at = (name: string): string => `/${prefix}${name}`.split('/').map(encodeURIComponent).join('/')
  const once = async ({ method, path, query = {}, body, mostBytes }: Call, signal: AbortSignal): Promise<HttpAnswer> => {
    const url = new URL(base + path)
    for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
    const digest = sha256Hex(body ?? '')
    const signed = await new AwsV4Signer({
      method,
      url: url.href,
      headers: { 'x-amz-content-sha256': digest },
      accessKeyId: accessKey,
      secretAccessKey: secret,
      service: 's3',
      region,
      // The server's clock counts: that of an office computer may be a day off.
      datetime: stamp(now() + (ahead ?? 0)),
    }).sign()
    const headers = Object.fromEntries(signed.headers)
    return httpAnswer({ method, url: signed.url.href, headers, ...(body === undefined ? {} : { body }), mostBytes }, limits, signal)
  }
  const ask = async (call: Call, signal: AbortSignal): Promise<HttpAnswer> => {
    const answer = await once(call, signal)
    const before = ahead
    ahead = aheadOf(answer.headers, now()) ?? ahead
    const isOff = Math.abs((ahead ?? 0) - (before ?? 0)) > 60_000
    return answer.status === 403 && isOff ? once(call, signal) : answer
  }
  return {
    async read(name, mostBytes, signal) {
      const answer = await ask({ method: 'GET', path: at(name), mostBytes }, signal)
      if (answer.status === 404) return undefined
      if (answer.status !== 200) throw isSuccess(answer) ? new TargetError('answer') : refusal(answer)
      return answer.bytes
    },
    async write(name, bytes, signal) {
      const answer = await ask({ method: 'PUT', path: at(name), body: bytes, mostBytes: mostTalk }, signal)
      if (!isSuccess(answer)) throw refusal(answer)
    },
    async remove(name, signal) {
      const answer = await ask({ method: 'DELETE', path: at(name), mostBytes: mostTalk }, signal)
      if (!isSuccess(answer) && answer.status !== 404) throw refusal(answer)
    },
    async list(signal) {
      const entries: RemoteEntry[] = []
      let next: string | undefined
      do {
        const query = { 'list-type': '2', prefix, ...(next === undefined ? {} : { 'continuation-token': next }) }
        const answer = await ask({ method: 'GET', path: '', query, mostBytes: mostListBytes }, signal)
        if (answer.status !== 200) throw isSuccess(answer) ? new TargetError('answer') : refusal(answer)
        const text = new TextDecoder().decode(answer.bytes)
        const before = entries.length
        for (const found of readItems(text, 'Contents', ['Key', 'LastModified'])) {
          const name = found.get('Key')?.slice(prefix.length) ?? ''
          const modified = Date.parse(found.get('LastModified') ?? '')
          if (name !== '' && !name.includes('/')) entries.push({ name, modifiedAt: Number.isFinite(modified) ? modified : undefined })
        }
        // A server that says there is more and gives none would be asked for ever.
        next = entries.length > before ? readOne(text, 'ListBucketResult', 'NextContinuationToken') : undefined
      } while (next !== undefined && entries.length < mostListed)
      return entries
    },
    clockAheadMs: () => ahead,
    close: async () => {},
  }
}
