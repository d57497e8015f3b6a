import type { TravelledStep } from '../contract/index.ts'

const sources: Readonly<Record<TravelledStep['source'], string>> = {
  typing: '手填的一步',
  paste: '一次粘贴',
  fill: '一次填充',
  import: '一次导入',
  carry: '一次从上月带入',
  repair: '一次按建议的修改',
  button: '用按钮做的一步',
  command: '程序做的一步',
  undo: '一次撤销',
  redo: '一次重做',
  demo: '演示数据',
}
const named = ({ source, rows, cells }: TravelledStep, place: string): string => {
  const extent = [...(rows > 0 ? [`${rows} 行`] : []), ...(cells > 0 ? [`${cells} 格`] : [])].join('、')
  return `${sources[source]}（${place === '' ? extent : place}）`
}

/** Says what undo took back and what redo brought again. */
export const travelText = {
  /** @param place the one cell that it was about, as it is called on the screen */
  undo: (step: TravelledStep, place = '') => `已撤销${named(step, place)}`,
  redo: (step: TravelledStep, place = '') => `已重做${named(step, place)}`,
  none: { undo: '没有可以撤销的步骤', redo: '没有可以重做的步骤' },
  /** The way back, by key. */
  back: { undo: '要恢复请按 Ctrl+Y', redo: '要再撤销请按 Ctrl+Z' },
  version: (version: number) => `现为第 ${version} 版。`,
}
