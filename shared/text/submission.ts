/** What is said about submissions: why one cannot be made, and what is wrong with a package that came in. */
import type { NameFault } from '../submission/entry-name.ts'

const resend = '请勿采用这个包，请对方重新发送。'

const nameFaults: { readonly [Fault in NameFault]: string } = {
  traversal: '名字里有“..”，解压时会写到别的文件夹',
  absolute: '名字是绝对路径，解压时会写到别的文件夹',
  backslash: '名字里有反斜杠，在 Windows 上会被当成文件夹',
  drive: '名字里有盘符或不允许的符号',
  device: '名字是 Windows 的设备名',
  control: '名字里有看不见的控制字符',
  trailing: '名字以空格或句点结尾，在 Windows 上会变成另一个文件',
  tooLong: '名字太长',
  notNfc: '名字的文字编码不规范，可能与另一个文件混淆',
  empty: '名字为空，或者是一个文件夹',
}

export const submissionText = {
  reasons: {
    demo: '这是演示数据，只供练习，不能上报',
    missingForms: (titles: readonly string[]) => `还有必报的表没有填，也没有注明零报告：${titles.join('、')}`,
    nothing: '本期还没有任何可报的表',
    revisionReason: '本期已经上报过，再次上报属于修订，请写明修订原因',
    tooLarge: (file: string, limitMb: number) => `${file} 超过 ${limitMb} MB，装不进报送包，请联系市局商量分批报送`,
  },
  entry: {
    name: (fault: NameFault) => `${nameFaults[fault]}。${resend}`,
    link: `这是一个快捷方式（符号链接），不是文件本身。${resend}`,
    duplicate: `包里有两个同名文件，不同程序会读到不同的内容。${resend}`,
    collision: (other: string) => `与“${other}”只差大小写或全半角，在 Windows 上会互相覆盖。${resend}`,
    otherFolder: `不在报送包自己的文件夹里，是后来加进去的。${resend}`,
    unreadable: `这个文件在包里读不出来，包已损坏。${resend}`,
    encrypted: `这个文件加了密码，读不出来。${resend}`,
    tooLarge: (limitMb: number) => `这个文件超过 ${limitMb} MB 的上限，没有再读下去。${resend}`,
    ratio: `这个文件压缩得过于异常，可能是恶意文件，没有再读下去。${resend}`,
  },
  tooManyEntries: (limit: number) => `包里的文件超过 ${limit} 个，不是正常的报送包，没有再读下去。${resend}`,
  tooLargeInAll: (limitMb: number) => `包里的内容合计超过 ${limitMb} MB，没有再读下去。${resend}`,
  damaged: `内容与封存时的指纹（SHA-256）不一致，文件被改动或已损坏。${resend}`,
  missing: `封存时有这个文件，现在包里没有。${resend}`,
  missingTagFile: `缺少这个必有的清单文件，无法核对其余内容。${resend}`,
  added: `封存时没有这个文件，是后来加进去的。${resend}`,
  unexpected: `报送包里不应有这个文件。${resend}`,
  manifestUnreadable: `清单的写法不对，已被改动或损坏。${resend}`,
  container: `文件内容都核对无误，但压缩包的外壳与封存时不同（可能被解压后重新打包）。请对方发送碳报生成的原文件。`,
  contentUnreadable: `内容不符合报送包的格式，读不懂。${resend}`,
  notCanonical: `内容的写法不规范（例如同一项写了两次），不同程序会读出不同的意思。${resend}`,
  disagrees: (what: string) => `与包里其他文件对不上：${what}。${resend}`,
  facts: {
    packageId: '报送包编号',
    unit: '填报单位',
    period: '报告期',
    pack: '方案包',
    revision: '修订号',
    checkDate: '校验日期',
    size: '文件数量或总字节数',
    rows: '行数',
    columns: '栏目',
    table: (line: number) => `CSV 第 ${line} 行与 JSON 的数据不同`,
    tableUnreadable: 'CSV 的写法不对',
    tableDigest: 'CSV 的字节数或指纹',
    blocking: (n: number) => `还有 ${n} 条强制性问题没有改正`,
    unexplained: (n: number) => `还有 ${n} 条问题没有写情况说明`,
    chain: '修订号与被替代的报送包',
    format: '格式版本',
    signatures: '签字与所签的内容',
  },
} as const
