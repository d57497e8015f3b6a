/** What is said of packages on their way. */
import type { OutboxItem, TargetView } from '../contract/outbox.ts'
import type { Trouble } from '../sync/outbox-entry.ts'
import type { ProbeResult } from '../sync/probe-result.ts'

const states: Readonly<Record<OutboxItem['state'], string>> = {
  kept: '在本机，还没有发送',
  queued: '排队等待发送',
  sending: '正在发送',
  uploaded: '已送到，读回核对一致，等市局回执',
  handed: '已当面交出，等市局回执',
  received: '市局已收到',
  accepted: '市局已接收',
  returned: '市局已退回',
  refused: '市局不予接收',
  parked: '停下了，需要您处理',
  withdrawn: '已撤回',
  superseded: '已被后来的修订代替',
}
const troubles: Readonly<Record<Trouble, string>> = {
  noTarget: '还没有设好报送到哪里',
  credentials: '用户名或密码不对，请向市局核对后重新输入',
  forbidden: '对方不让写入，请让市局检查权限',
  missing: '对方没有这个文件夹，请向市局核对地址',
  tooLarge: '文件超过对方允许的大小，请导出后当面交',
  full: '对方的磁盘满了，请告诉市局',
  certificate: '对方的安全证书不可信，没有发送，请告诉市局',
  hostKey: '对方不是市局登记的那台服务器，没有发送，请打电话告诉市局',
  redirect: '对方把请求转到了别处，没有跟去，请向市局核对地址',
  conflict: '对方已有同名的另一份文件，请告诉市局',
  unreachable: '连不上（网络不通，或U盘没有插好），会自动再试',
  timeout: '对方没有回应，会自动再试',
  busy: '对方忙，会自动再试',
  answer: '对方的回答不对，会自动再试',
  notEqual: '送过去的与读回来的不一致，会自动重送',
  receiptUnreadable: '回执文件不完整或签名不对，没有采信，会再看',
}
const found = {
  secondWrite: { refused: '同名不覆盖', overwrites: '同名会覆盖（本程序自己防止）', unknown: '' },
  renameOnto: { refused: '改名不覆盖', overwrites: '改名会覆盖（本程序自己防止）', absent: '', unknown: '' },
  cutUpload: { nothing: '断线不留残件', partial: '断线会留下残件（本程序先写到临时名）', unknown: '' },
  listing: { fresh: '新文件马上看得到', stale: '新文件要过一会儿才看得到', unknown: '' },
} as const

export const outboxText = {
  state: (state: OutboxItem['state']): string => states[state],
  trouble: (trouble: Trouble): string => troubles[trouble],
  /** State, and what stands in the way. */
  standing: ({ state, parked, trouble }: Pick<OutboxItem, 'state' | 'parked' | 'trouble'>): string => {
    const why = parked ?? trouble
    return why === null ? states[state] : `${states[state]}（${troubles[why]}）`
  },
  line: (item: OutboxItem): string => `${item.period} 第 ${item.revision} 次　${outboxText.standing(item)}　${item.fileName}`,
  none: '还没有封存过报送包。',
  round: (role: 'county' | 'city', moved: number, receipts: number, waiting: number): string =>
    role === 'county'
      ? `送到 ${moved} 个报送包，取回 ${receipts} 份回执${waiting === 0 ? '' : `，还有 ${waiting} 个没有送到`}。`
      : `收进 ${moved} 个文件，放出 ${receipts} 份回执${waiting === 0 ? '' : `，${waiting} 个文件还不完整，下次再看`}。`,
  inTheWay: (trouble: Trouble): string => `遇到的问题：${troubles[trouble]}。`,
  place: ({ target, folder }: Pick<TargetView, 'target' | 'folder'>): string => {
    if (target === null) return '（没有设）'
    if (target.kind === 'folder') return folder ?? '（文件夹还没有选）'
    if (target.kind === 'sftp') return `${target.host}:${target.port} ${target.path}`
    return target.kind === 's3' ? `${target.endpoint} ${target.bucket}` : target.url
  },
  set: (place: string): string => `报送到：${place}`,
  plain: '注意：这个地址不加密，密码和报送包在路上能被别人看到。请让市局改用 https 地址，或打开“加密报送包”。',
  secretInFile: '这台电脑没有系统密码库，密码保存在数据文件夹里，能读到它的人都能看到。',
  probed: ({ trouble, secondWrite, renameOnto, cutUpload, listing }: ProbeResult): string => {
    if (trouble !== null) return `试写没有成功：${troubles[trouble]}。`
    const facts = [found.secondWrite[secondWrite], found.renameOnto[renameOnto], found.cutUpload[cutUpload], found.listing[listing]]
    return `试写、读回核对成功。${facts.filter((fact) => fact !== '').join('；')}`
  },
  clockOff: (minutes: number): string => `本机的钟与对方相差 ${minutes} 分钟，请校准；是否迟报以市局的钟为准。`,
  watching: '正在自动收发，按 Ctrl+C 停止。',
}
