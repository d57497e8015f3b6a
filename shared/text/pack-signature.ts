/** What is said about signatures of packs and about packs from outside. */

/** A fingerprint in groups of four, as people read it out over the telephone. */
export const shownFingerprint = (fingerprint: string): string => (fingerprint.match(/.{1,4}/g) ?? []).join('-')

export const packSignatureText = {
  unsuitable: (file: string, reason: string) => `文件“${file}”${reason}。`,
  badName: '的名字在有的电脑上不能用，请改名',
  notPlain: '不是普通文件（可能是快捷方式或链接），请换成真正的文件',
  tooMuch: '太大，或者文件太多，请精简',
  faults: {
    missing: '里面没有签名（signature.json）',
    format: '里的签名文件不完整或被改过',
    forged: '的签名和内容对不上，可能被人改过',
    changed: '里有文件在签名之后被改过',
    added: '里多出了签名时没有的文件',
    removed: '里少了签名时有的文件',
    libraryChanged: '签名时用的公共库（common）和现在的不一样',
    otherPack: '的文件夹名和签名里的方案编号不一致',
  },
  fault: (what: string, file: string | undefined) => `方案包${what}${file === undefined ? '' : `（${file}）`}`,
  archive: (detail: string) => `压缩包里的内容不合要求：${detail}`,
  noZip: '这个文件不是完好的 zip 压缩包',
  noRoot: '里面应当正好有一个方案包文件夹（含 pack.yaml），另外最多只能有公共库 common 文件夹',
  listUnreadable: '本机记录可信钥匙的文件损坏，外来的方案包都没有启用；请重新安装并核对指纹',
  notTrusted: (fingerprint: string) => `方案包的签名钥匙（${shownFingerprint(fingerprint)}）不在本机可信的名单里`,
  versionMismatch: (signed: string, written: string) => `签名里写的版本是 ${signed}，pack.yaml 里写的是 ${written}`,
  installedFile: 'signature.json',
} as const
