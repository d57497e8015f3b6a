/** What a city's desk says about packages, months and decisions. */
import type { QuarantineReason } from '../city/package-facts.ts'

const kept = '文件原样留在“待处理”里，没有计入汇总。'
const quarantined: { readonly [Reason in QuarantineReason]: (detail: string) => string } = {
  unreadable: () => `这个文件不是碳报的报送包，${kept}请对方发送碳报生成的原文件。`,
  damaged: (detail) => `报送包不完整或被改动过（${detail}），${kept}请对方重新发送原文件。`,
  notForUs: () => `这个文件是加密给别的单位的，或者传输中损坏，本局打不开，${kept}请对方核对本局的单位文件后重新发送。`,
  futureVersion: (detail) =>
    `这个报送包由更新版本的碳报生成（格式版本 ${detail}），本机还读不懂，${kept}请先升级本机的碳报，再点“重新接收”。`,
  foreignUnit: (detail) => `“${detail}”不是本方案的填报单位，${kept}请核对是不是发错了地方。`,
  foreignPlan: (detail) => `这个报送包属于别的方案或别的接收单位（${detail}），${kept}请核对是不是发错了地方。`,
  foreignPeriod: (detail) => `报告期 ${detail} 不在方案执行期内，${kept}请对方核对月份。`,
  unsigned: () => `这个报送包没有签名，证明不了是谁发的，${kept}请打电话与对方核对文件指纹，一致的话写明理由后收下。`,
  forged: (detail) => `签名与内容对不上（${detail}），可能是伪造或改动过的，${kept}请打电话向对方核实。`,
  keyUnknown: (detail) =>
    `签名的钥匙没有登记过（${detail.slice(0, 16)}…），${kept}请向对方要单位文件，电话核对指纹后登记，再点“重新接收”。`,
  keyRevoked: () => `签名的钥匙已经作废，${kept}请对方换用新钥匙重新报送。`,
  keyOfOther: (detail) => `这个报送包是用另一个单位（${detail}）的钥匙签的，${kept}请打电话向两家核实。`,
}
/** Why a file was not taken in, and what to do. */
export const quarantineSentence = (reason: QuarantineReason, detail: string): string => quarantined[reason](detail)

const refusals: Readonly<Record<string, string>> = {
  already: '已经是这个结论了，',
  notAccepted: '还没有接收，用不着重新打开，',
  acceptedAlready: '已经接收并计入汇总，要更正请先“重新打开”并写明理由，',
  refusedAlready: '已经定为不采用，',
  rival: '有两个不同的报送包都说自己是这一版，请先打电话核实，把不对的那个定为“不采用”，再接收对的，',
  newerThere: '已经收到更新的修订版，请办理最新的一版，',
  notReopened: '本期已接收过一版，这是没有经过“重新打开”的修订，请先重新打开并写明理由，再接收，',
}
/** Why a decision cannot be made now, as the first half of a sentence. */
export const decisionRefusal = (reason: string): string => refusals[reason] ?? ''
