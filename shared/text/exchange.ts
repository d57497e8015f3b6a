/** What is said about keys and about what comes back from the city. */
import type { receiptKinds } from '../submission/signed-files.ts'

const kinds: Readonly<Record<(typeof receiptKinds)[number], string>> = {
  received: '已收到',
  accepted: '已接收',
  returned: '退回修改',
  reopened: '同意重新打开',
  refused: '不予接收',
}

export const exchangeText = {
  receiptKind: (kind: string): string => new Map<string, string>(Object.entries(kinds)).get(kind) ?? kind,
  unitFileName: (name: string, fingerprint: string) => `${name}_单位文件_${fingerprint.slice(0, 8)}.json`,
  replacedBy: '对方换了新钥匙，以前签的仍然有效',
  renewed: '对方更新了单位文件',
  byCode: '电话回执码',
  reasons: {
    unanswered: (count: number) => `市局退回的意见还有 ${count} 条没有答复，请逐条答复后再上报`,
  },
} as const
