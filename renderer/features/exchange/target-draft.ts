/** A target while it is typed: texts only; what is no target is refused by the engine with the place that is wrong. */
import type { Input, Output } from '../../../shared/contract/index.ts'

export type Target = NonNullable<Output<'target.get'>['target']>
export type Kind = Target['kind']
const fields = {
  folder: [],
  webdav: ['url', 'user'],
  sftp: ['host', 'port', 'path', 'user', 'hostKey'],
  s3: ['endpoint', 'region', 'bucket', 'prefix', 'accessKey'],
} as const satisfies Readonly<Record<Kind, readonly string[]>>
type Field = (typeof fields)[Kind][number]
export type Draft = Readonly<Record<Field, string>>

/** What a target of this kind is made of. */
export const fieldsOf = (kind: Kind): readonly Field[] => fields[kind]

const empty: Draft = {
  url: '',
  user: '',
  host: '',
  port: '22',
  path: '',
  hostKey: '',
  endpoint: '',
  region: '',
  bucket: '',
  prefix: '',
  accessKey: '',
}

export function draftOf(target: Target | null): Draft {
  if (target === null) return empty
  const texts = Object.entries(target).filter(([key]) => key in empty)
  return { ...empty, ...Object.fromEntries(texts.map(([key, value]) => [key, String(value)])) }
}

/** The engine judges the values; only the port is a number. */
export function targetOf(kind: Kind, draft: Draft): NonNullable<Input<'target.set'>['target']> {
  const { url, user, host, path, hostKey, endpoint, region, bucket, prefix, accessKey } = draft
  switch (kind) {
    case 'folder':
      return { kind }
    case 'webdav':
      return { kind, url, user }
    case 'sftp':
      return { kind, host, port: Number(draft.port), path, user, hostKey }
    case 's3':
      return { kind, endpoint, region, bucket, prefix, accessKey }
  }
}
