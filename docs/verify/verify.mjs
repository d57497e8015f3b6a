#!/usr/bin/env node
// 核验碳报的报送包（格式 2），不用碳报的任何代码；只需要 Node 20.15 以上。
//   node verify.mjs [--key RW…] 报送包.zip …
// 逐项核对：压缩包外壳、每个文件的 SHA-256、Ed25519 签名（minisign 格式）、操作记录的环环相扣、佐证材料；说出第一处不对的地方。
// 全部完好退出码 0，否则 1。不给 --key 时，只证明“是所写的那把钥匙签的”，钥匙是谁的请核对指纹。
import { createHash, createPublicKey, verify as verifyEd25519 } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { basename } from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32 } from 'node:zlib'

const sha256 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha256')).digest('hex')
const check = (isTrue, entry, reason) => {
  if (!isTrue) throw Object.assign(new Error(`${entry}：${reason}`), { entry, reason })
}

// 1. 外壳：只认报送包自己的写法（不压缩、固定日期、固定次序），一个多余的字节也不容。
const first = ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sm3.txt', 'tagmanifest-sha256.txt', 'signature.minisig', 'signature.sm2']
const rank = (name) => (first.includes(name) ? first.indexOf(name) : first.length)
const header = (name, data) => {
  const fields = Buffer.alloc(26)
  ;[20, 0x800, 0, 0x6000, 0x2821].forEach((value, at) => fields.writeUInt16LE(value, 2 * at))
  ;[crc32(data), data.length, data.length].forEach((value, at) => fields.writeUInt32LE(value, 10 + 4 * at))
  fields.writeUInt16LE(name.length, 22)
  return fields
}
function zipOf(entries) {
  const [locals, directory] = [[], []]
  let offset = 0
  for (const { name, data } of entries) {
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), header(name, data), name, data])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(0o100644 * 0x10000, 6)
    tail.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x3f\x03', 'latin1'), header(name, data), tail, name)
    locals.push(local)
    offset += local.length
  }
  const [size, end] = [directory.reduce((sum, part) => sum + part.length, 0), Buffer.alloc(18)]
  ;[entries.length, entries.length].forEach((value, at) => end.writeUInt16LE(value, 4 + 2 * at))
  ;[size, offset].forEach((value, at) => end.writeUInt32LE(value, 8 + 4 * at))
  return Buffer.concat([...locals, ...directory, Buffer.from('PK\x05\x06'), end])
}
function readZip(bytes) {
  const end = bytes.length - 22
  check(end > 0 && bytes.readUInt32LE(end) === 0x06054b50, '压缩包', '结尾不对')
  const [count, entries] = [bytes.readUInt16LE(end + 10), []]
  for (let at = bytes.readUInt32LE(end + 16), left = count; left > 0; left--) {
    check(at + 46 <= end && bytes.readUInt32LE(at) === 0x02014b50, '压缩包', '目录不对')
    const [size, length, local] = [bytes.readUInt32LE(at + 24), bytes.readUInt16LE(at + 28), bytes.readUInt32LE(at + 42)]
    const name = bytes.subarray(at + 46, at + 46 + length)
    entries.push({ name, data: bytes.subarray(local + 30 + length, local + 30 + length + size) })
    at += 46 + length
  }
  check(zipOf(entries).equals(bytes), '压缩包', '外壳不是碳报写的样子（被改动、重新打包或有多余内容）')
  return entries.map(({ name, data }) => ({ name: name.toString('utf8'), data }))
}

// 2. 清单：列出的都在且一字不差，没列出的一个也没有。
function readManifest(files, name) {
  check(files.has(name), name, '缺少清单')
  const lines = files.get(name).toString('utf8').split('\n')
  check(lines.pop() === '' && lines.every((line) => /^[0-9a-f]{64} {2}\S/.test(line)), name, '清单写法不对')
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]))
}
function compare(files, listed, isCovered) {
  for (const [name, digest] of listed) {
    check(isCovered(name), name, '清单里不该有它')
    check(files.has(name), name, '清单里有，包里没有')
    check(sha256(files.get(name)) === digest, name, '内容与清单的 SHA-256 不同')
  }
  for (const name of files.keys()) check(!isCovered(name) || listed.has(name), name, '清单里没有，是后加的')
}

// 3. 签名：minisign 的 Ed 格式，签的是 tagmanifest-sha256.txt 和注释行。
function checkSignature(files, submission, wantedKey) {
  const { signing, fingerprint } = submission.signer ?? {}
  check(/^[0-9a-f]{64}$/.test(signing ?? '') && sha256(Buffer.from(signing, 'hex')) === fingerprint, 'data/submission.json', '签名钥匙与指纹不符')
  const raw = Buffer.concat([Buffer.from('Ed'), Buffer.from(fingerprint, 'hex').subarray(0, 8)])
  const key = Buffer.concat([raw, Buffer.from(signing, 'hex')]).toString('base64')
  check(wantedKey === undefined || wantedKey === key, 'signature.minisig', '不是指定的那把钥匙签的')
  check(files.has('signature.minisig'), 'signature.minisig', '没有签名')
  const [intro, packed, comment = '', over = '', rest, ...more] = files.get('signature.minisig').toString('utf8').split('\n')
  const [signature, sealed] = [Buffer.from(packed ?? '', 'base64'), Buffer.from(over, 'base64')]
  const wanted = `trusted comment: tanbao package ${submission.packageId} ${submission.unit.id} ${submission.period} r${submission.revision}`
  const isPlain = signature.toString('base64') === packed && sealed.toString('base64') === over && rest === '' && more.length === 0
  check(isPlain && intro === `untrusted comment: tanbao signature, key ${fingerprint}`, 'signature.minisig', '写法不对')
  check(comment === wanted && signature.subarray(0, 10).equals(raw), 'signature.minisig', '签的不是这个包')
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(signing, 'hex')])
  const isSigned = (message, bytes) => verifyEd25519(null, message, createPublicKey({ key: der, format: 'der', type: 'spki' }), bytes)
  const own = signature.subarray(10)
  const isGenuine = isSigned(files.get('tagmanifest-sha256.txt'), own) && isSigned(Buffer.concat([own, Buffer.from(wanted.slice(17))]), sealed)
  check(isGenuine, 'signature.minisig', '签名与内容对不上')
  return key
}

// 4. 操作记录：每条的 hash = SHA-256（前一条的 hash + 本条内容），末条不得越过封存时的链头。
const members = ['seq', 'at', 'who', 'source', 'step', 'what', 'form', 'period', 'rowId', 'rowKey', 'field', 'before', 'after', 'why']
function checkAudit(text, head) {
  let last
  text.split('\n').slice(0, -1).forEach((line, at) => {
    const link = JSON.parse(line)
    const place = `data/audit.jsonl 第 ${at + 1} 条（编号 ${link.seq}）`
    const own = sha256(Buffer.from(link.previous, 'hex'), JSON.stringify(members.map((name) => link[name])))
    check(own === link.hash, place, '内容与它的 hash 不符')
    check(link.seq > (last?.seq ?? 0) && link.seq <= head.seq, place, '次序不对')
    check(link.seq !== last?.seq + 1 || link.previous === last.hash, place, '与前一条接不上')
    check(link.seq !== head.seq || link.hash === head.hash, place, '与封存时的链头不同')
    last = link
  })
}

// 5. 佐证材料：submission.json 里列着的都在、内容相符，data/attachments 里没有别的。
function checkAttachments(files, listed) {
  for (const { file, name, bytes, sha256: digest } of listed) {
    check(/^data\/attachments\/[0-9a-f]{64}(\.[a-z0-9]{1,8})?$/.test(file) && files.has(file), file, `缺少佐证材料“${name}”`)
    check(files.get(file).length === bytes && sha256(files.get(file)) === digest, file, `佐证材料“${name}”的内容与所列不同`)
  }
  const known = new Set(listed.map(({ file }) => file))
  for (const name of files.keys()) check(!name.startsWith('data/attachments/') || known.has(name), name, '没有列为佐证材料，是后加的')
}

/** 完好时返回 { fingerprint, key }；否则抛出带 entry 和 reason 的错误。 */
export function verifyPackage(bytes, wantedKey) {
  const entries = readZip(Buffer.from(bytes))
  const root = entries[0]?.name.split('/')[0] ?? ''
  check(/^[0-9A-Z]{26}$/.test(root) && entries.every(({ name }) => name.startsWith(`${root}/`)), '压缩包', '不在同一个文件夹里')
  const files = new Map(entries.map(({ name, data }) => [name.slice(root.length + 1), data]))
  const names = [...files.keys()]
  const sorted = names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
  check(files.size === entries.length && names.every((name, at) => name === sorted[at]), '压缩包', '有同名文件，或次序不对')
  const isPayload = (name) => name.startsWith('data/')
  const isTag = (name) => ['bagit.txt', 'bag-info.txt', 'manifest-sha256.txt', 'manifest-sm3.txt'].includes(name)
  for (const name of names) check(isPayload(name) || first.includes(name), name, '不该有的文件')
  compare(files, readManifest(files, 'tagmanifest-sha256.txt'), isTag)
  compare(files, readManifest(files, 'manifest-sha256.txt'), isPayload)
  for (const name of ['bagit.txt', 'bag-info.txt', 'data/submission.json', 'data/audit.jsonl']) check(files.has(name), name, '缺少')
  const submission = JSON.parse(files.get('data/submission.json').toString('utf8'))
  check(submission.packageId === root && submission.formatVersion === 2, 'data/submission.json', '编号或格式版本不对（格式 1 没有签名）')
  // 国密签名只在写明了 SM2 公钥的包里才有；它由 openssl 另行核验（见 README）。
  const isNational = submission.signer?.sm2 !== undefined
  for (const name of ['manifest-sm3.txt', 'signature.sm2']) check(files.has(name) === isNational, name, isNational ? '缺少' : '不该有的文件')
  const key = checkSignature(files, submission, wantedKey)
  checkAudit(files.get('data/audit.jsonl').toString('utf8'), submission.audit)
  checkAttachments(files, submission.attachments ?? [])
  return { fingerprint: submission.signer.fingerprint, key }
}

if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  const words = process.argv.slice(2)
  const wantedKey = words[0] === '--key' ? words.splice(0, 2)[1] : undefined
  if (words.length === 0) process.exitCode = 2
  for (const file of words) {
    try {
      const { fingerprint, key } = verifyPackage(readFileSync(file), wantedKey)
      console.log(`完好  ${basename(file)}\n      签名钥匙 ${key}\n      指纹     ${fingerprint}`)
    } catch (error) {
      console.log(`不完好  ${basename(file)}\n      ${error.message}`)
      process.exitCode = 1
    }
  }
}
