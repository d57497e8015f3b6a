/** What the tools for pack authors say: `tanbao pack …`. */
import { shownFingerprint } from './pack-signature.ts'

export const packToolsText = {
  usage: `碳报方案包工具

用法：tanbao pack <命令> 方案包文件夹 … [--json]

  check 文件夹                                        检查：每处错误的文件、行号和改法
  test 文件夹                                         把规则里的例子全部跑一遍
  diff 旧文件夹 新文件夹                                两个版本（或两个方案）有什么不同
  docs 文件夹 -o 手册.html 或 手册.xlsx                  填报手册：表、规则、指标、代码
  keys -o 文件夹                                      生成一对签名钥匙
  keys --list | --forget 指纹 [--data 数据文件夹]         可信的钥匙；不再信任一把钥匙
  sign 文件夹 --key 私钥.pem                           签名，写出 signature.json
  verify 文件夹 [--key 公钥.pem]                        核对签名
  install 文件夹或.zip [--trust 指纹]                   装入外来的方案包（要有可信的签名）
  upgrade [--apply | --undo] [--data 数据文件夹]        草稿升级到新版方案包：先看清单，再执行，可整步撤销
  to-xlsx 文件夹 -o 文件.xlsx                           写成 Excel 工作簿，不会编程也能改
  to-xlsx --blank -o 文件.xlsx                         空白工作簿，从头编一个方案
  from-xlsx 文件.xlsx -o 文件夹 [--mark 标注.xlsx]        把工作簿转回方案包；有错就标在格子里
  form-from-xlsx 空表.xlsx -o 表.yaml                   照上级发的空白表起草一张表样和代码表，再由您核对
      [--sheet 工作表] [--header-rows 起-止] [--id 编号]
  mapping --form 表 -o 对应表.yaml [--data 数据文件夹]    把本机记住的列怎么对，写成方案包的对应表

退出码：0 完成；1 完成但有问题；2 没有执行（原因见提示）。`,
  unknownCommand: (name: string) => `方案包工具里没有“${name}”这个命令。运行 tanbao pack --help 查看全部命令；没有执行任何操作。`,
  folderOfPacks: (folder: string, packs: readonly string[]) =>
    `“${folder}”里放的是几个方案包（${packs.join('、')}），请写到其中一个，例如 ${folder}/${packs[0] ?? ''}；没有执行任何操作。`,
  finding: (at: { level: 'error' | 'notice'; file: string; line: number; message: string; advice: string }) =>
    `${at.file}:${at.line} ${at.level === 'error' ? '错误' : '提醒'}：${at.message}\n    → ${at.advice}`,
  notices: (count: number) => `另有 ${count} 处提醒，可改可不改。`,
  tested: (pack: string, rules: number, examples: number) => `${pack}：${rules} 条规则、${examples} 个例子，全部和预期一致。`,
  testFailed: (pack: string, failed: number, examples: number) => `${pack}：${examples} 个例子里有 ${failed} 个和预期不一致。`,
  example: (at: { file: string; line: number; rule: string; clause: string; message: string; sentence: string | undefined }) =>
    `${at.rule}（${at.clause}）\n    ${at.message}${at.sentence === undefined ? '' : `\n    规则对填表人说：${at.sentence}`}\n    见 ${at.file}:${at.line}`,
  keysMade: (privateKey: string, publicKey: string, fingerprint: string) =>
    `私钥：${privateKey}（只留在编制单位，不要发给任何人，也不要放进方案包）\n公钥：${publicKey}\n指纹：${shownFingerprint(fingerprint)}\n请把指纹用电话或文件告诉使用单位，装入方案包时要核对。`,
  signed: (pack: string, version: string, fingerprint: string, file: string) =>
    `${pack} ${version} 已签名：${file}\n指纹：${shownFingerprint(fingerprint)}\n签名以后再改动任何文件，都要重新签名；发给别人时请连同公共库 common 文件夹一起压缩。`,
  verifyFailed: (message: string) => `签名不对：${message}。请不要使用这个方案包，向编制单位要一份完好的。`,
  verified: (pack: string, version: string, fingerprint: string, known: boolean) =>
    `${pack} ${version} 的签名完好，文件和签名时一样。\n指纹：${shownFingerprint(fingerprint)}\n${known ? '这是认识的钥匙。' : '本机还不认识这把钥匙：请打电话向编制单位核对指纹。'}`,
  otherKey: (fingerprint: string, wanted: string) =>
    `签名完好，但不是这把钥匙签的。\n签名的指纹：${shownFingerprint(fingerprint)}\n要核对的指纹：${shownFingerprint(wanted)}`,
  badFingerprint: (option: string) => `${option} 后面应当是 64 位的钥匙指纹（横线可有可无）。没有执行任何操作。`,
  keyList: (keys: readonly { readonly fingerprint: string; readonly since: string; readonly packs: readonly string[] }[]) =>
    keys.length === 0
      ? '这个数据文件夹还没有信任任何签名钥匙；程序自带的方案包不需要。'
      : keys
          .map(
            ({ fingerprint, since, packs }) =>
              `${shownFingerprint(fingerprint)}\n    ${since.slice(0, 10)} 起信任${packs.length === 0 ? '' : `，签了 ${packs.join('、')}`}`,
          )
          .join('\n'),
  keyForgotten: (fingerprint: string, refused: string | null) =>
    `不再信任这把钥匙：${shownFingerprint(fingerprint)}\n它签名的方案包从现在起不启用；已封存的报表照常能看、能导出，草稿都在。${refused === null ? '' : `\n${refused}`}`,
  installed: (pack: { id: string; version: string; title: string; fingerprint: string; replaced: string | null }) =>
    `已装入：${pack.title}（${pack.id} ${pack.version}）${pack.replaced === null ? '' : `，原来是 ${pack.replaced}`}\n签名钥匙：${shownFingerprint(pack.fingerprint)}`,
} as const

/** Where a sentence says itself what to do, the two parted; else what to do in general. */
export const adviceIn = (message: string): { readonly message: string; readonly advice: string } => {
  const at = message.search(/。(?=请[^。]*。?$)/)
  if (at < 0) return { message, advice: '请对照方案包编写指南改正这一处，再检查一遍。' }
  return { message: message.slice(0, at + 1), advice: message.slice(at + 1) }
}
