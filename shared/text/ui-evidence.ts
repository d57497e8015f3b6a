interface Limits {
  readonly fileMb: number
  readonly monthMb: number
  readonly monthFiles: number
}
const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1)

/** Files that show what a figure rests on. */
export const evidenceText = {
  title: '佐证材料',
  add: '添加文件…',
  key: 'Alt+A',
  hint: ({ fileMb, monthMb, monthFiles }: Limits) =>
    `照片、PDF、表格都行，也可以拖到这里；每个最多 ${fileMb} MB，每月最多 ${monthMb} MB、${monthFiles} 个。随报送包一起交给市局；添加、移除后，这张表已有的签字作废。`,
  closed: '本月已封存，佐证材料不能再增减；要补充请先发起修订。',
  reading: '审核时不能增减佐证材料；要补充请退回填表人，由填表人添加。',
  used: (bytes: number, { monthMb }: Limits) => `本月已用 ${megabytes(bytes)} / ${monthMb} MB`,
  added: (names: readonly string[]) => (names.length === 1 ? `已添加“${names[0]}”` : `已添加 ${names.length} 个文件`),
  mended: (name: string) => `“${name}”在本机存的内容坏了，已经用这个文件补好。`,
  /** The same content once more, under its own name or another. */
  already: (given: string, there: string) =>
    given === there
      ? `“${there}”已经放在这里了，内容一模一样，没有再添加。`
      : `“${given}”和已经放在这里的“${there}”内容一模一样，没有再添加。如果是选错了文件，请重新选。`,
  said: (size: string, by: string, at: string) => `${size} · ${by} ${at}`,
  removedSaid: (by: string, at: string) => `已移除（${by} ${at}），留作记录，不再随包上报`,
  goTo: (place: string) => `到 ${place}`,
  open: '看图',
  openOf: (name: string) => `看图：${name}`,
  save: '另存',
  saveOf: (name: string) => `另存：${name}`,
  remove: '移除',
  removeOf: (name: string) => `移除：${name}`,
  removeQuestion: (name: string) => `移除“${name}”？`,
  removeAnswer: '它不再随包上报；内容和这次移除都留在修改记录里，还能再打开。',
  showRemoved: (n: number) => `已移除的 ${n} 个`,
  rowGone: '所在的行已删除，不随包上报',
  /** On the cell itself. */
  cell: (name: string) => `佐证材料：${name}`,
  city: {
    tab: (n: number) => `佐证材料 ${n}`,
    none: '这个报送包没有附佐证材料。',
    columns: ['表', '位置', '文件名', '大小', '添加人', '操作'],
    warning: '文件是县里交来的，已核对与封存时一字不差；另存后打开前，请照常用杀毒软件查一遍。',
  },
  past: '那时的佐证材料',
} as const
