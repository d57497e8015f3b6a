/** What a restored backup brought along besides the data, and what it lacks. */
import { shownFingerprint } from './pack-signature.ts'

interface Restored {
  readonly packs: readonly { readonly id: string; readonly version: string; readonly state: string; readonly reason: string | null }[]
  readonly keys: readonly string[]
  readonly missing: string | null
}

export const restoredPacksText = ({ packs, keys, missing }: Restored): string[] => [
  ...packs.flatMap(({ id, version, state, reason }) => {
    if (state === 'brought') return [`备份里的方案包 ${id} ${version} 已一并装好。`]
    return state === 'refused' ? [`备份里的方案包 ${id} ${version} 没有装：${reason ?? ''}`] : []
  }),
  ...keys.map((fingerprint) => `随备份信任了签名钥匙 ${shownFingerprint(fingerprint)}；备份不是自己单位的，请打电话向编制单位核对。`),
  ...(missing === null ? [] : [missing]),
]
