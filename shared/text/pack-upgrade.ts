/** What is said about drafts under a new version of their plan's pack. */
import type { UpgradeEntry, UpgradeKind } from '../forms/pack-upgrade.ts'

const kinds: Readonly<Record<UpgradeKind, string>> = {
  lost: '没有了位置的值（原值留在升级清单里）',
  review: '栏目类型或单位变了，请核对的值',
  recoded: '代码已更换的值',
  renamed: '移到新栏目的值',
  moved: '换了位置的行',
  new: '新增的栏目，等您填写',
}

const line = ({ kind, form, period, rowKey, row, from, to, before, after }: UpgradeEntry): string => {
  const place = [form, period, rowKey || row].filter((part) => part !== '').join(' ')
  const value = before === null ? '（空）' : `“${before}”`
  if (kind === 'new') return `${place}：${to?.label ?? ''}`
  if (kind === 'moved') return `${place}：第 ${before ?? ''} 行 → 第 ${after ?? ''} 行`
  if (kind === 'lost') return `${place}：${from?.label ?? ''} ${value}`
  if (kind === 'renamed') return `${place}：${from?.label ?? ''} → ${to?.label ?? ''} ${value}${after === before ? '' : ` → “${after}”`}`
  return `${place}：${to?.label ?? ''} ${value}${after === before ? '' : ` → “${after}”`}`
}

export const packUpgradeText = {
  why: (from: string, to: string) => `方案包升级 ${from} → ${to}`,
  pendingReason: (from: string, to: string) =>
    `方案包已从 ${from} 更新到 ${to}，草稿里有的值要先移到新的栏目。请先在“设置—方案包”里看升级清单并升级（命令行：tanbao pack upgrade），再上报`,
  pendingWarning: (from: string, to: string) =>
    `方案包已从 ${from} 更新到 ${to}，您填的草稿还没有升级，数据都在。请到“设置—方案包”看升级清单，确认后再升级（命令行：tanbao pack upgrade）。`,
  none: '草稿和现在的方案包一致，不需要升级。',
  preview: (from: string, to: string) => `从 ${from} 升级到 ${to} 的清单（还没有改动数据）：`,
  done: (from: string, to: string) => `已从 ${from} 升级到 ${to}，可以用 tanbao pack upgrade --undo 整步撤销。清单如下：`,
  undone: (from: string, to: string) => `已撤销从 ${from} 到 ${to} 的升级，挪动过的数回到原来的栏里；升级以后另外改的数都还在。`,
  kept: (count: number) => `不变的值 ${count} 个。`,
  howToApply: '确认无误后，运行 tanbao pack upgrade --apply 执行。',
  /** The ledger, gravest first; of a long group only so many lines. */
  ledger: (entries: readonly UpgradeEntry[], most: number): string[] =>
    (Object.keys(kinds) as UpgradeKind[]).flatMap((kind) => {
      const group = entries.filter((entry) => entry.kind === kind)
      if (group.length === 0) return []
      const rest = group.length > most ? [`    ……另有 ${group.length - most} 条，用 --json 查看全部`] : []
      return [`  ${kinds[kind]} ${group.length} 个：`, ...group.slice(0, most).map((entry) => `    ${line(entry)}`), ...rest]
    }),
} as const
