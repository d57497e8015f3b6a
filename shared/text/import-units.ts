/**
 * Units as people write them, by what they measure, with their size in the first unit of the group as decimal text.
 * Units of one group convert into each other exactly; nothing converts from one group to another by itself.
 */
export const unitGroups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mass: {
    吨: '1',
    t: '1',
    公吨: '1',
    千克: '0.001',
    公斤: '0.001',
    kg: '0.001',
    斤: '0.0005',
    市斤: '0.0005',
    克: '0.000001',
    g: '0.000001',
    千吨: '1000',
    kt: '1000',
    万t: '10000',
    万吨: '10000',
    亿吨: '100000000',
  },
  coalEquivalent: {
    吨标准煤: '1',
    吨标煤: '1',
    吨标准煤当量: '1',
    tce: '1',
    吨tce: '1',
    千克标准煤: '0.001',
    千克标煤: '0.001',
    公斤标准煤: '0.001',
    kgce: '0.001',
    克标准煤: '0.000001',
    克标煤: '0.000001',
    gce: '0.000001',
    万吨标准煤: '10000',
    万吨标煤: '10000',
    万tce: '10000',
    亿吨标准煤: '100000000',
  },
  carbonDioxide: {
    吨二氧化碳: '1',
    吨co2: '1',
    tco2: '1',
    千克二氧化碳: '0.001',
    kgco2: '0.001',
    万吨二氧化碳: '10000',
    万吨co2: '10000',
    万tco2: '10000',
  },
  money: {
    元: '1',
    人民币元: '1',
    元人民币: '1',
    千元: '1000',
    万元: '10000',
    人民币万元: '10000',
    万元人民币: '10000',
    百万元: '1000000',
    千万元: '10000000',
    亿元: '100000000',
    人民币亿元: '100000000',
    亿元人民币: '100000000',
  },
  electricity: {
    千瓦时: '1',
    度: '1',
    kwh: '1',
    kw·h: '1',
    千度: '1000',
    兆瓦时: '1000',
    mwh: '1000',
    吉瓦时: '1000000',
    gwh: '1000000',
    万千瓦时: '10000',
    万度: '10000',
    万kwh: '10000',
    亿千瓦时: '100000000',
    亿度: '100000000',
    亿kwh: '100000000',
  },
  volume: {
    立方米: '1',
    立方: '1',
    方: '1',
    m3: '1',
    nm3: '1',
    标立方米: '1',
    标方: '1',
    万立方米: '10000',
    万立方: '10000',
    万方: '10000',
    万m3: '10000',
    万nm3: '10000',
    亿立方米: '100000000',
    亿m3: '100000000',
    亿方: '100000000',
  },
  heat: {
    百万千焦: '1',
    吉焦: '1',
    gj: '1',
    千焦: '0.000001',
    kj: '0.000001',
    兆焦: '0.001',
    mj: '0.001',
    太焦: '1000',
    tj: '1000',
    万吉焦: '10000',
    万gj: '10000',
  },
  area: {
    平方米: '1',
    平米: '1',
    m2: '1',
    万平方米: '10000',
    万平米: '10000',
    万m2: '10000',
    公顷: '10000',
    hm2: '10000',
    平方公里: '1000000',
    km2: '1000000',
  },
  farmland: { 亩: '1', 市亩: '1', 万亩: '10000' },
  households: { 户: '1', 千户: '1000', 万户: '10000' },
  people: { 人: '1', 千人: '1000', 万人: '10000' },
  pieces: { 台: '1', 台套: '1', 套: '1' },
  items: { 个: '1', 项: '1' },
  power: {
    千瓦: '1',
    kw: '1',
    兆瓦: '1000',
    mw: '1000',
    万千瓦: '10000',
    万kw: '10000',
    吉瓦: '1000000',
    gw: '1000000',
    瓦: '0.001',
    w: '0.001',
  },
  apparentPower: { 千伏安: '1', kva: '1', 兆伏安: '1000', mva: '1000', 万千伏安: '10000', 万kva: '10000' },
  steam: {
    '蒸吨/小时': '1',
    '蒸吨/时': '1',
    蒸吨: '1',
    '吨/小时': '1',
    '吨/时': '1',
    't/h': '1',
    '蒸t/h': '1',
    '千克/小时': '0.001',
    '公斤/小时': '0.001',
    'kg/h': '0.001',
  },
  share: { '%': '1', 百分比: '1', 百分数: '1', 百分点: '1' },
  angle: { 度: '1', '°': '1' },
  time: { 月: '1', 个月: '1' },
  days: { 天: '1', 日: '1' },
}

/** Conversions that are a convention and no identity are always asked about: 1 蒸吨/小时 is taken as 0.7 兆瓦. */
export const conventions: readonly { readonly from: string; readonly to: string; readonly divisor: string; readonly text: string }[] = [
  { from: 'power', to: 'steam', divisor: '700', text: '1 蒸吨/小时 按 0.7 兆瓦' },
  { from: 'farmland', to: 'area', divisor: '0.0015', text: '15 亩 按 1 公顷' },
]

/** Words of size in front of a unit. */
export const scaleWords: Readonly<Record<string, string>> = {
  百: '100',
  千: '1000',
  万: '10000',
  十万: '100000',
  百万: '1000000',
  千万: '10000000',
  亿: '100000000',
}

/** Groups whose units people put any of these words before. */
export const sizedGroups = [
  'mass',
  'coalEquivalent',
  'carbonDioxide',
  'money',
  'electricity',
  'volume',
  'heat',
  'area',
  'households',
  'people',
]
/** Units with a word of size in them, in Latin letters, and 度, of which 百度 is no hundred. */
export const sizedAlready = /^(?:[百千万亿a-z]|人民币|度$)/i
/** What people measure with, in brackets behind a heading, and which is in no group: how large it is has to be said. */
export const strangeUnit =
  /^[十百千万亿]*(?:(?:车|间|担|箱|袋|桶|罐|瓶|捆|堆|升|毫升|里|公里|千米|米|焦耳?|卡|大卡|千卡|[美欧港日]元|英镑|港币)|[kmgtμ]?(?:g|t|wh?|j|va?|cal|m|l|pa|tce|co2e)|rmb|usd)(?:\/(?:小?时|分钟?|秒|天|日|月|年|h|min|s|d|a|yr?|t|kg|m2|m3|kwh))?$/u
/** The period behind a unit, and how a heading names it as well: 年用煤量（吨/年）. */
export const perPeriod: readonly { readonly behind: RegExp; readonly word: string }[] = [
  { behind: /\/(?:年|a|yr?)$/u, word: '年' },
  { behind: /\/月$/u, word: '月' },
]
/** Units of one character that end no other word. */
export const clearSigns: ReadonlySet<string> = new Set(['吨', '元', 't', '%'])
/** Units that are as well the end of a label: 完成 百分比. */
export const wordsLikeUnits: ReadonlySet<string> = new Set(['百分比', '百分数', '百分点', '台套', '个月'])
/** A word of size somewhere in a heading; 千瓦 and its like are measured with it and not by it. */
export const sizeInHeading = /(?:百|十)?[万亿]|千(?![瓦卡克焦伏家])/u
