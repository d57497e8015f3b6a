/** WebDAV over fetch, six verbs: GET, PUT, MOVE, DELETE, PROPFIND, and nothing that a server may do half. */
import type { SyncTarget } from '../../../shared/submission/signed-files.ts'
import { aheadOf, cutPut, type HttpAnswer, type HttpRequest, httpAnswer, isSuccess, refusal } from './http.ts'
import { mostListBytes, mostListed, type TransportLimits } from './limits.ts'
import { readItems } from './read-xml.ts'
import { type RemoteEntry, type RemoteFiles, TargetError } from './target.ts'

const listBody = '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getlastmodified/></prop></propfind>'
/** Error pages are read to their end, so that the connection can be used again. */
const mostTalk = 256 * 1024

const decoded = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    // Not a name of ours.
    return undefined
  }
}

/** @param now ms since 1970 */
export function webdavFiles(
  { url, user }: Extract<SyncTarget, { kind: 'webdav' }>,
  secret: string,
  limits: TransportLimits,
  now: () => number,
): RemoteFiles {
  const base = url.endsWith('/') ? url : `${url}/`
  const authorization = `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`
  let ahead: number | undefined
  const at = (name: string): string => base + encodeURIComponent(name)
  const ask = async (request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer> => {
    const answer = await httpAnswer({ ...request, headers: { ...request.headers, authorization } }, limits, signal)
    ahead = aheadOf(answer.headers, now()) ?? ahead
    return answer
  }
  return {
    async read(name, mostBytes, signal) {
      const answer = await ask({ method: 'GET', url: at(name), mostBytes }, signal)
      if (answer.status === 404) return undefined
      if (answer.status !== 200) throw isSuccess(answer) ? new TargetError('answer') : refusal(answer)
      return answer.bytes
    },
    async write(name, bytes, signal) {
      const headers = { 'content-type': 'application/octet-stream' }
      const answer = await ask({ method: 'PUT', url: at(name), body: bytes, headers, mostBytes: mostTalk }, signal)
      if (!isSuccess(answer)) throw refusal(answer)
    },
    writeCut: (name, bytes, signal) => cutPut(at(name), { authorization }, bytes, signal),
    async rename(from, to, signal) {
      const headers = { destination: at(to), overwrite: 'F' }
      const answer = await ask({ method: 'MOVE', url: at(from), headers, mostBytes: mostTalk }, signal)
      if (isSuccess(answer)) return
      // Somebody, perhaps an earlier try of ours, was there first.
      if (answer.status !== 412) throw answer.status === 404 ? new TargetError('notEqual') : refusal(answer)
      await ask({ method: 'DELETE', url: at(from), mostBytes: mostTalk }, signal)
    },
    async remove(name, signal) {
      const answer = await ask({ method: 'DELETE', url: at(name), mostBytes: mostTalk }, signal)
      if (!isSuccess(answer) && answer.status !== 404) throw refusal(answer)
    },
    async list(signal) {
      const headers = { depth: '1', 'content-type': 'application/xml' }
      const answer = await ask({ method: 'PROPFIND', url: base, body: listBody, headers, mostBytes: mostListBytes }, signal)
      if (answer.status !== 207) throw isSuccess(answer) ? new TargetError('answer') : refusal(answer)
      if (answer.bytes.length > mostListBytes) throw new TargetError('tooLarge')
      const entries: RemoteEntry[] = []
      for (const found of readItems(new TextDecoder().decode(answer.bytes), 'response', ['href', 'getlastmodified', 'collection'])) {
        const name = decoded(found.get('href')?.split('/').at(-1)?.trim() ?? '')
        if (name === undefined || name === '' || found.has('collection')) continue
        const modified = Date.parse(found.get('getlastmodified') ?? '')
        entries.push({ name, modifiedAt: Number.isFinite(modified) ? modified : undefined })
        if (entries.length >= mostListed) break
      }
      return entries
    },
    clockAheadMs: () => ahead,
    close: async () => {},
  }
}
