import type { KeyStatus, ReceiptView, ReturnedComment, Taken } from '../contract/index.ts'
import { exchangeText } from './exchange.ts'
import { shownFingerprintWords } from './fingerprint-words.ts'
import { formatMoment, formatPeriod } from './format.ts'

const protection = {
  system: '由这台电脑的系统密码库保管',
  file: '放在数据文件夹的 keys 里，没有另外加密：能读这个文件夹的人就能以本单位名义签名',
} as const

/** What the command line says about keys and about what comes from the other side. */
export const exchangeCliText = {
  usage: `
钥匙、回执和退回意见：
  keys                                               本机的签名钥匙和认得的对方钥匙，带可以念出来的指纹词
  keys --export -o 文件夹                              导出本单位的单位文件，交给对方
  keys --add 单位文件 --words "八个指纹词"               电话里核对指纹词后，采用对方的钥匙
  keys --replace --reason 原因 · --revoke 指纹 --reason 原因 · --national on|off   换新钥匙、停用对方的钥匙、加国密签名
  take 文件…                                          收下市局发回的回执、豁免（单位文件只查看，不采用）
  take --code 回执码 --period 年-月                     没有文件时，输入市局在电话里念的回执码
  returned --period 年-月 [--id 编号 --answer 答复]      市局退回的意见；逐条答复后才能再次上报`,
  status: ({ own, peers }: KeyStatus): string =>
    [
      ...(own === null
        ? ['本机还没有签名钥匙，第一次上报时会自动生成。']
        : [
            `本机的钥匙：${own.name}，${formatMoment(own.createdAt)}生成，${protection[own.protection]}`,
            `  指纹词：${own.words}`,
            `  minisign 公钥：${own.minisign}`,
            ...(own.national ? ['  另加国密（SM2/SM3）签名'] : []),
          ]),
      ...(peers.length === 0 ? ['还没有对方的钥匙。'] : ['对方的钥匙：']),
      ...peers.map(
        ({ name, words, fingerprint, revoked }) =>
          `  ${name}  ${words}  ${fingerprint.slice(0, 16)}${revoked === null ? '' : `（已停用：${revoked.why}）`}`,
      ),
    ].join('\n'),
  exported: (file: string, words: string) => `单位文件：${file}\n交给对方后，请在电话里念这八个词供对方核对：${words}`,
  receipt: ({ period, revision, kind, reason, comments, daysLate }: ReceiptView, repeated: boolean): string =>
    `${formatPeriod(period)}第 ${revision} 版：市局${exchangeText.receiptKind(kind)}${daysLate > 0 ? `（迟报 ${daysLate} 天）` : ''}` +
    `${reason === '' ? '' : `，${reason}`}${comments === 0 ? '' : `，有 ${comments} 条意见要逐条答复`}${repeated ? '。以前已收下，没有改动。' : '。'}`,
  taken(taken: Taken): string {
    if (taken.kind === 'receipt') return this.receipt(taken.receipt, taken.repeated)
    if (taken.kind === 'waiver') {
      const { period, rule, reason, rowKey } = taken.waiver
      return `${formatPeriod(period)}豁免规则 ${rule}${rowKey === null ? '' : `（${rowKey}）`}：${reason}${taken.repeated ? '。以前已收下，没有改动。' : '。'}`
    }
    const { name, fingerprint, known } = taken.announced
    return known
      ? `${name}的单位文件，这把钥匙已经在用。`
      : `${name}的单位文件，还没有采用。请打电话核对这八个词：${shownFingerprintWords(fingerprint)}；对得上再运行 keys --add 采用。`
  },
  comment: ({ id, form, rowKey, field, text, answer }: ReturnedComment): string =>
    `${id}  ${[form, rowKey, field].filter((part) => part !== null).join(' / ')}  ${text}  ${answer === null ? '（还没有答复）' : `答复：${answer}`}`,
  noComments: (period: string) => `${formatPeriod(period)}没有退回的意见。`,
  noPackage: (period: string) => `${formatPeriod(period)}还没有上报过，没有回执可收。`,
  nothing: '没有写要收下的文件。运行 tanbao --help 查看用法；没有执行任何操作。',
  onOrOff: '--national 应是 on 或 off。没有执行任何操作。',
  whichKey: (typed: string) => `没有指纹以“${typed}”开头的对方钥匙，或者不止一把；请写长一些。没有执行任何操作。`,
} as const
