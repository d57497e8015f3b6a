/** The words by which a bureau's blank form is read into a draft template. */

/** Units that are units only behind a heading, besides those of `import-units`. */
export const headingUnit =
  /^(?:万|千|百|亿)?(?:分|级|米|倍|亩|条|辆|家|行|处|座|次|篇|份|人次|头|公里|工时|小时|年|批|宗|起|眼|口|张|本|页|字|件|元)$/
/** 元/户·季: a unit of something for each of something. */
export const unitForEach = /^(.+)\/(?:小?时|天|日|月|年|季|个?采暖季|公里|人|户|台|家|亩|[万千]?元|户·季|吨|平方米|千瓦时|蒸吨)$/

export const numberLine = /表\s*号\s*[:：]\s*(\S+)/
export const issuerLine = /制[定表发][机单]?[关位构]?\s*[:：]\s*(\S+)/
/** Beginning of the line that says in which units the whole table is. */
export const unitLineStart = /(?:计量单位|金额单位|(?<!填报|报送|建设|使用|责任|编制)单位)\s*[:：].*$/u
export const attachmentLine = /^附\s*[件表录]\s*[\d一二三四五六七八九十]*\s*[:：]?$/
/** 单位负责人：　填表人：　… */
export const signatureLabel = /([^\s:：（()）]{2,12})\s*[:：]/g
/** 能源消费量（吨标准煤） */
export const unitBehind = /^([\s\S]+?)\s*[（(【[]\s*(?:单位\s*[:：]\s*)?([^（()）【】[\]]{1,20})[）)】\]]$/
export const unitsApart = /[、和及]/
/** A line of the period, no title. */
export const periodOnly =
  /^[（(]?\s*\d{4}\s*年(?:度|\s*\d{1,2}\s*(?:[-—至～~]\s*\d{1,2}\s*)?月份?|第?[一二三四1-4]季度|[上下]半年)?\s*[）)]?$/
export const furtherRows = /^[….．。·]{1,6}$/
export const notePrefix = /^(?:注|附注|备\s*注|说\s*明|填表说明|填报说明)\s*[:：]\s*/
export const requiredMark = /^[*＊★]\s*|\s*[*＊★]$/g

/** What a heading says its cells hold; the first that fits counts. */
export const typeWords: readonly { readonly words: RegExp; readonly type: string }[] = [
  { words: /统一社会信用代码|^(?:社会)?信用代码$/, type: 'uscc' },
  { words: /^(?:所[在属])?(?:乡镇|镇街|街道)|乡镇[（(]?街道|^镇（街道）/, type: 'town' },
  { words: /^所[在属](?:县区|县市区|区县|县[（(]市)|^县[（(]?[市区]/, type: 'region' },
  { words: /^是否|^有无|[（(]是[/／、或]否[）)]|^(?:已|未)(?:接入|完成|办理|列入)/, type: 'yesNo' },
  { words: /照片|附件|佐证材料|证明材料|扫描件/, type: 'attachment' },
  { words: /(?:日期|完成时限|时间)$|(?:开工|竣工|投产|建成|投运|完工|审批|批复|填报)时间/, type: 'date' },
  { words: /月份$|^年月$/, type: 'month' },
  { words: /(?:说明|备注|内容|问题|原因|措施|事项|计划|依据|情况|进展|建议|意见|成效|效果|工作)$/, type: 'longText' },
  {
    words: /文号|代码|编号|证号|电话|名称|单位$|部门|机关|姓名|负责人|联系人|地址|地点|型号|规格|类[型别]$|方式$|性质$|来源$|阶段$|状态$/,
    type: 'text',
  },
  { words: /同比|环比|增速|增长率|增幅/, type: 'growth' },
  { words: /率$|占比|比例|比重|百分比|[%％]$|进度$/, type: 'percent' },
  { words: /^(?:序号|行次|年度|年份|基年|目标年)$|年份?$|数量$|[台套户个家项件次人]数$|台数|户数|个数|人数|月数|天数/, type: 'integer' },
  { words: /金额|投资|产值|增加值|补贴|补助|费用|收入|资金$/, type: 'money' },
  {
    words:
      /(?:本月止?|本年|本期|上年|去年|同期|累计|合计|小计|总量|总额|余额|产量|消费量?|排放量?|用量|用电量?|用煤量?|能耗|面积|容量|产能)(?:数|量|值)?$/,
    type: 'decimal',
  },
]
export const yesWord = /^[是有√✓]$/
export const noWord = /^[否无×✗]$/
export const yesOrNo = /^[是否]$/
/** By which a row is known, best first: a number of its own, else its name. */
export const numberOfThing = /台账编号|项目代码|^(?!.*(?:文号|证)).*编号$/
export const nameEnding = /名称$/
export const lineNumber = /^(?:序号|行次)$/
export const usualFooter: readonly string[] = ['单位负责人', '填表人', '审核人', '联系电话', '报出日期']
/** Numbers that nobody adds up. */
export const notSummed = /序号|行次|年份|年度$|电话|单价|经度|纬度/
/** Units of things that are counted. */
export const countingUnit = /^(?:台|套|台套|户|家|个|项|件|条|辆|次|处|座|行|人|天|月|级|份|篇)$/
export const moneyUnit = /^(?:[百千]?[万亿]?元|千元)(?:\/.+)?$/

/** Words of headings in English, for keys that can be read; longer words are tried first. */
export const keyWords: Readonly<Record<string, string>> = {
  统一社会信用代码: 'uscc',
  社会信用代码: 'uscc',
  固定资产投资项目代码: 'projectCode',
  综合能源消费量: 'energyTotal',
  综合能耗: 'energyTotal',
  能源消费量: 'energyUse',
  能源消费总量: 'energyTotal',
  二氧化碳排放: 'co2',
  二氧化碳: 'co2',
  工业总产值: 'outputValue',
  总产值: 'outputValue',
  产值: 'outputValue',
  工业增加值: 'valueAdded',
  增加值: 'valueAdded',
  联系电话: 'phone',
  联系人: 'contact',
  负责人: 'leader',
  填表人: 'preparer',
  乡镇街道: 'town',
  乡镇: 'town',
  街道: 'street',
  县区: 'county',
  所属行业: 'industry',
  行业: 'industry',
  小类: 'subclass',
  企业: 'enterprise',
  单位: 'unit',
  项目: 'project',
  工程: 'works',
  产品: 'product',
  设备: 'equipment',
  锅炉: 'boiler',
  园区: 'park',
  名称: 'name',
  代码: 'code',
  编号: 'number',
  序号: 'index',
  行次: 'line',
  文号: 'documentNumber',
  日期: 'date',
  时间: 'time',
  时限: 'deadline',
  年度: 'year',
  年份: 'year',
  月份: 'month',
  本年: 'thisYear',
  当年: 'thisYear',
  上年: 'lastYear',
  去年: 'lastYear',
  上月: 'lastMonth',
  本月: 'thisMonth',
  当月: 'thisMonth',
  同期: 'samePeriod',
  累计: 'cumulative',
  合计: 'total',
  小计: 'subtotal',
  其中: 'ofWhich',
  计划: 'planned',
  目标: 'target',
  实际: 'actual',
  完成: 'done',
  新增: 'added',
  淘汰: 'retired',
  改造: 'retrofit',
  替代: 'replaced',
  开工: 'start',
  竣工: 'finish',
  投产: 'production',
  建成: 'built',
  建设: 'construction',
  验收: 'acceptance',
  审批: 'approval',
  批复: 'approval',
  立项: 'approval',
  申报: 'declared',
  性质: 'nature',
  地点: 'place',
  地址: 'address',
  内容: 'content',
  规模: 'scale',
  类型: 'kind',
  类别: 'kind',
  方式: 'mode',
  状态: 'state',
  阶段: 'stage',
  来源: 'source',
  部门: 'department',
  责任: 'responsible',
  情况: 'situation',
  说明: 'explanation',
  备注: 'note',
  原因: 'reason',
  问题: 'problem',
  措施: 'measure',
  进度: 'progress',
  进展: 'progress',
  数量: 'count',
  台数: 'count',
  户数: 'households',
  个数: 'count',
  人数: 'people',
  面积: 'area',
  产量: 'output',
  产能: 'capacity',
  容量: 'capacity',
  出力: 'rating',
  投资: 'investment',
  金额: 'amount',
  资金: 'funds',
  补贴: 'subsidy',
  补助: 'subsidy',
  能源: 'energy',
  能耗: 'energy',
  节能: 'saving',
  用能: 'energyUse',
  电力: 'electricity',
  用电: 'electricity',
  热力: 'heat',
  用热: 'heat',
  煤炭: 'coal',
  用煤: 'coal',
  燃煤: 'coal',
  标煤: 'tce',
  标准煤: 'tce',
  天然气: 'gas',
  燃料: 'fuel',
  品种: 'sort',
  焦炭: 'coke',
  排放: 'emission',
  减排: 'reduction',
  削减: 'reduction',
  消费: 'use',
  消耗: 'use',
  库存: 'stock',
  购进: 'bought',
  销售: 'sold',
  单耗: 'intensity',
  强度: 'intensity',
  效率: 'efficiency',
  比例: 'share',
  占比: 'share',
  同比: 'growth',
  当量: 'calorific',
  等价: 'equivalent',
  指标: 'indicator',
  计量: 'measuring',
  总量: 'total',
  期初: 'opening',
  期末: 'closing',
  是否: 'is',
  所在: 'located',
  年: 'year',
  月: 'month',
  量: 'amount',
  率: 'rate',
  数: 'count',
  总: 'total',
  值: 'value',
}
/** Characters between words that say nothing in a key. */
export const keyFillers = /[的之和及与、/／（()）“”"'·\s,，:：.．%％-]/g
