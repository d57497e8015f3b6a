/** First letters of the Mandarin reading, so that a clerk finds 钢铁 by typing gt. */

/** The first character of each initial in the zh collation of ICU, however rare; I, U and V begin no syllable. */
const boundaries = '吖八嚓咑妸发旮哈丌咔垃呣拏喔妑七呥仨他屲夕丫帀'
const initials = 'abcdefghjklmnopqrstwxyz'
/** Made when it is needed first: it takes 10 ms, of a start too. */
let collator: Intl.Collator | undefined
const isHan = /^\p{Script=Han}$/u
const isPlain = /^[a-z0-9]$/

const initialOf = (character: string): string => {
  if (!isHan.test(character)) return isPlain.test(character) ? character : ''
  collator ??= new Intl.Collator('zh-Hans-CN-u-co-pinyin')
  let found = ''
  for (let index = 0; index < boundaries.length; index += 1) {
    if (collator.compare(boundaries[index] ?? '', character) > 0) break
    found = initials[index] ?? ''
  }
  return found
}

/** Initials of `text`, at most 40; letters and digits stay, everything else is left out. */
export const pinyinInitials = (text: string): string => Array.from(text.normalize('NFKC').toLowerCase(), initialOf).join('').slice(0, 40)

/** Characters of place names, trades and measures that are read in more than one way, each with every initial it may have. */
const manyReadings = new Map(
  Array.from(
    (
      '长cz 重cz 埔bp 铺p 堡bp 厦sx 行hx 会hk 乐ly 单ds 曲q 朝cz 车cj 种cz 藏cz 尉wy 蔚wy 番fp 陂bp 盛cs 覃qt 泊bp 圩wx 宿sx 铅qy ' +
      '调dt 传cz 降jx 校jx 系jx 强jq 便bp 折sz 弹dt 解jx 查cz 屏bp 峒dt 洞dt 澄cd 石sd 合gh 句gj 给gj 莘sx 歙sx 隗kw 祭jz 翟dz 仇cq 区oq ' +
      '召sz 茄jq 巷hx 角jl 壳kq 氏sz 省sx 参cs 厂ac 提dt 属sz 尾wy 万mw 囤dt 率ls 阿ae 秘bm 泌bm 朴p 瀑bp 暴bp ' +
      '辟bp 否fp 佛bf 扁bp 弄ln 粘nz 莞gw 纶gl 括gk 蛤gh 咳hk 贾gj 奇jq 稽jq 缉jq 龟gjq 伽gjq 浅jq 茜qx 吓hx 见jx 颈gj 乘cs 幢cz'
    ).split(' '),
    ([character = '', ...letters]) => [character, letters] as const,
  ),
)
const mostReadings = 8

/** What else the initials of `text` may be, for the other readings of its characters: 大埔 is found by dp, where ICU reads db. */
export function otherInitials(text: string): readonly string[] {
  const characters = Array.from(text.normalize('NFKC').toLowerCase())
  if (!characters.some((character) => manyReadings.has(character))) return []
  let readings = ['']
  for (const character of characters) {
    const letters = new Set([initialOf(character), ...(manyReadings.get(character) ?? [])])
    readings = readings.flatMap((before) => [...letters].map((letter) => before + letter)).slice(0, mostReadings)
  }
  return readings.map((reading) => reading.slice(0, 40)).slice(1)
}
