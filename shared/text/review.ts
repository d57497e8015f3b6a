/** What the review says: between the person who fills in, the one who checks and the one who signs. */
import type { ReviewActName } from '../contract/index.ts'

export const reviewText = {
  acts: { handIn: '提交审核', pass: '审核通过', sign: '签发', refuse: '退回修改' } satisfies Record<ReviewActName, string>,
  voidedByEdit: '签字后报表又有改动',
  voidedByExplanation: '签字后情况说明又有改动',
  voidedByContent: '签字后内容有变动',
  voidedByEvidence: '签字后佐证材料有增减',
  voidedByOther: (form: string) => `签字后 ${form} 有改动，本表计算的数随之变了`,
  voidedByRevision: '本月已重新打开更正',
  voidedByRefusal: (text: string) => `退回修改：${text}`,
  /** Why a month cannot be handed up yet. */
  reasons: {
    unsigned: (titles: readonly string[]) => `负责人还没有签发：${titles.join('、')}。请先在“审核签发”里办完`,
    changed: (title: string) => `${title}现在的内容与签发时的不一样，没有封存。请重新提交审核、审核、签发`,
  },
  /** Why an act is not possible now. */
  notNow: {
    changed: '您打开签名窗口以后，这张表的内容又改过、重新提交了。请关掉窗口，看过新的内容再签',
    reworded: (title: string) => `${title}的情况说明与前面签字时的不一样，前面的签字已作废。请重新提交审核`,
    empty: '这张表还没有数据',
    problems: '还有强制性问题没有改正，或有问题没有写情况说明',
    names: (missing: readonly string[]) => `表头还缺：${missing.join('、')}`,
    unanswered: (n: number) => `退回意见还有 ${n} 条没有答复，也没有标为已处理`,
    otherLeader: (inHead: string, named: string) =>
      `表头上的单位负责人是${inHead}，“设置”里是${named}。${named}设了口令，要换人签发，请先在“设置”的“经办人”里换单位负责人（要输入${named}的口令）；写错了或早已换了人的，把表头改成${named}（这张表的“表头与签名”，或“设置”里按提示一次换好）`,
    already: '已经办过了',
    notHandedIn: '填表人还没有提交审核',
    handInVoided: (why: string) => `填表人提交过，但${why}，那次提交已作废。请填表人看过改动后重新提交审核`,
    sentBack: '已退回给填表人修改，还没有重新提交审核',
    notPassed: (titles: readonly string[]) => `还没有审核通过：${titles.join('、')}`,
    missing: (titles: readonly string[]) => `必报的表还没有填：${titles.join('、')}`,
    nothing: '本期还没有任何可签发的表',
    notInReview: '这张表没有在审核中，不需要退回',
    off: '没有启用审核流程，不需要这一步。可在“设置”里启用',
  },
} as const
