/** The section of the settings about packs: which is in use, installing another, moving drafts to a newer one. */
import type { UpgradeKind } from '../forms/pack-upgrade.ts'
import { shownFingerprint } from './pack-signature.ts'

const kinds: Readonly<Record<UpgradeKind, string>> = {
  lost: '没有位置了',
  review: '请核对',
  recoded: '代码已更换',
  renamed: '移到新栏目',
  moved: '行换了位置',
  new: '新增栏目',
}

export const packsText = {
  title: '方案包',
  hint: '方案包规定报哪些表、有哪些栏目和规则。市局发来新的方案包（.zip），在这里安装；填好的数据不会因为安装而改动。',
  pack: '正在使用',
  version: '版本',
  /** The version in use, and the one that waits. */
  versionOf: (used: string, available: string | null) =>
    available === null || available === used ? used : `${used}（已安装 ${available}，草稿还没有升级）`,
  digest: '内容校验码',
  signer: '签名钥匙',
  noSigner: '程序自带，没有另外签名',
  /** Enough to compare over the telephone which of two packs it is. */
  shortDigest: (digest: string) => shownFingerprint(digest.slice(0, 12)),
  install: '安装方案包…',
  installed: (title: string, version: string) => `已安装：${title} ${version}`,
  keys: '可信的签名钥匙',
  keySince: (day: string, packs: readonly string[]) => `${day} 起信任${packs.length === 0 ? '' : `，签了 ${packs.join('、')}`}`,
  forget: '不再信任',
  forgetTitle: '不再信任这把钥匙？',
  forgetBody: '它签名的方案包将不再启用，正在用它的月份暂时不能填报。已封存的报表照常能看、能导出，草稿都在。',
  trust: {
    title: '第一次见到这把签名钥匙',
    body: (pack: string) =>
      `方案包“${pack}”的签名完好，但本机还不认识签名的钥匙。请打电话给编制单位（用您平时联系的号码），逐组核对下面的指纹：`,
    again: '您曾经选择不再信任这把钥匙，请问清楚再决定。',
    warning: '只要有一组不一样，就不要安装，并告诉编制单位。',
    ok: '已电话核对，完全一致，安装',
  },
  upgrade: {
    title: (from: string, to: string) => `升级到 ${to}（草稿现在是 ${from}）`,
    hint: (kept: number) =>
      `下面是升级会改动的内容，现在还没有动任何数据。不变的值 ${kept} 个；已封存的月份不变，仍按封存时的版本显示。升级整步完成，也可以整步撤销。`,
    nothing: '没有要移动的值，升级后照常填报。',
    apply: (to: string) => `升级到 ${to}`,
    done: (to: string) => `已升级到 ${to}，可以在下面撤销`,
    undo: '撤销这次升级',
    undoTitle: '撤销这次升级？',
    undoBody: '挪动过的数会回到原来的栏里。升级后又改过这些数的表不能撤销，程序会说明是哪一张。',
    undone: '已撤销，挪动过的数回到原来的栏里；升级以后另外改的数都还在',
  },
  /** A past upgrade. */
  past: (from: string, to: string, at: string, undone: boolean) => `${at} 升级 ${from} → ${to}${undone ? '（已撤销）' : ''}`,
  pastHint: '没有位置的值都留在这份清单里，随时可以查看。',
  ledger: {
    label: '升级清单',
    kind: '变化',
    form: '表',
    period: '月份',
    row: '行',
    field: '栏目',
    before: '原来的值',
    after: '升级后',
    kinds,
    summary: (counts: Readonly<Partial<Record<UpgradeKind, number>>>) =>
      (Object.keys(kinds) as UpgradeKind[])
        .flatMap((kind) => (counts[kind] === undefined ? [] : [`${kinds[kind]} ${counts[kind]}`]))
        .join('，'),
    fields: (from: string | undefined, to: string | undefined) =>
      from === undefined ? (to ?? '') : to === undefined || to === from ? from : `${from} → ${to}`,
    place: (place: string) => `第 ${place} 行`,
  },
} as const
