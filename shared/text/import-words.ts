/** The words by which people's tables are understood: what a row is for, what a unit is called. */

/** Words of a total row, as the whole text of its first cell or its end. */
export const totalWord =
  /^(?:本页|本月|本期|全县|全市|全区|全旗|项目|当年)?(?:合计|总计|共计|小计|累计|总和|总数|汇总|平均[值数]?)(?:[:：（(].*)?$|^全[县市区旗](?:平均)?$|(?:合计|总计|小计|共计)(?:[（(][^（）()]*[）)])?$/
/** The words of the one total over everything, perhaps with a count behind it. */
export const grandTotalWord = /^(?:全县|全市|全区|全旗|本表|本月|本期)?(?:合计|总计|共计)(?:[:：（(].*)?$|^全[县市区旗]$/
/** A row of parts of a total. */
export const ofWhichWord = /^其\s*中(?:[:：]|$)/
export const noteWord =
  /^(?:注|附注|备\s*注|说\s*明|填表说明|填报说明|注意事项?|数据来源|资料来源|制表说明|指标解释|联系人及电话)\s*\d*\s*[:：.、]/
export const exampleWord = /^(?:填写)?(?:示例|样例|范例|举例)|^[（(]例[）)]|^例[:：]/
export const endWord = /^[-—－=\s]*以下\s*(?:空白|无正文|无内容|为空)[-—－=\s]*$/
/** Signatures at the foot of a form, with something behind the colon or nothing yet. */
export const footerWord =
  /(?:单位负责人|分管负责人|统计负责人|负责人|填表人|填报人|制表人?|审核人|复核人|经办人|联系电话|联系人|报出日期|填报日期|填表日期|制表日期|报送日期|上报日期|盖章|签章|签字)[^:：]{0,8}[:：]/
/** Lines above a header that carry information about the whole table. */
export const informationWord =
  /^(?:表\s*号|制定机关|批准机关|批准文号|有效期|填报单位|填报地区|填报部门|报送单位|综合机关|单位名称|报告期|填报日期|填表日期|计量单位|金额单位|单位)\s*(?:[（(][^）)]*[）)])?\s*[:：]/
/** A total in other words, as the whole text of a cell. */
export const otherTotalWord = /^(?:(?:grand|sub)?-?total|sum|合|计|合计数|总额|[∑Σ]|承[前上]页|[接转][上前下]页|过次页)$/i
/** A total that is a count and nothing else: 共2台. */
export const countTotal = /^(?:总共|共有|共计|合计|总计|小计|共|计)[:：]?\d+(?:台套?|[户个家项座处套条次人行笔辆])$/
/**
 * Labels without a colon, whose text stands in the next cell. Each is the whole text of its cell, blanks and what stands in
 * brackets behind it left out.
 */
export const noteLabel =
  /^(?:注|附注|备注|说明|(?:填表|填报|编制|制表|数据|情况|其[他它]|有关|审核)说明|注意事项?|(?:数据|资料)来源|指标解释|审核意见|联系人及电话)\d*$/
export const signatureLabel =
  /^(?:(?:单位|分管|统计|部门|股室)?(?:负责人|领导)|(?:填表|填报|制表|制单|审核|复核|审批|经办|报送|统计|联系)人员?|[制审]表|(?:联系|办公)?电话|联系方式|手机号?码?|传真|(?:报出|填报|填表|制表|报送|上报)?(?:日期|时间)|(?:单位)?(?:盖章|签章|签字|公章))$/
export const informationLabel =
  /^(?:表号|制定机关|批准机关|批准文号|有效期|填报单位|填报地区|填报部门|报送单位|上报单位|综合机关|单位名称|报告期|计量单位|金额单位|单位)$/
const before = '(?:上一?年度?|去年度?|前年|往年|上一?个?月份?|上一?期|上一?季度?|基期)'
const change = '(?:增减|增长|增幅|增速|增加|减少|下降|降幅|变化|变动|升降)'
/** Figures for comparison under a table: 上年同期, 比上年增减, 同比（%）. */
export const comparisonLabel = new RegExp(
  `^(?:[与和比较同]?${before}(?:同期|同月|同季|全年|年末|月末|期末|末|底)?(?:累计|合计|完成)?相?比?较?${change}{0,2}|[同环]比${change}{0,2}|较?${change}{1,2})(?:[数量额率值]|情况|幅度|数据|百分比)?[%％±]*$`,
)

/** A line that says who reports, and what stands behind the colon; for text in half-width signs without blanks. */
export const statedOffice = /^(?:填报单位|填报地区|填报部门|报送单位|上报单位|单位名称)(?:\([^)]*\))?:(.+)$/u
/** 三江侗族自治县 is mostly called 三江县: the first two characters and the last. */
export const autonomous = /^(.{2}).*族自治([县旗])$/u
/** What people leave out of the name of a board. */
export const boardWord = /管理?委员?会$/u
/** 柳江区域 is no 柳江区. */
export const afterRegion = '域'
/** What a name does not begin behind: in 国省道县道 there is no 道县, in 永州市道县 there is. */
export const withinWords = /[^\P{Script=Han}市]/v
/** A line that names somebody for another reason. */
export const aboutOthers = /^(?:抄送|主送|参照|参考|附注?|注)|来源|对口/u
/** A name with one of these is of a firm, wherever it lies. */
export const firmWord = /公司|集团|厂|矿|合作社|企业/u
export const unitLineWord = /(?:计量单位|金额单位|(?<![\p{L}])单位)\s*[:：]\s*([^\s　，。；;,]+)/u
/** A line that states units, in half-width signs, and what stands behind the colon; `填报单位：` names an office and no unit. */
export const statedUnitLine = /(?:(?:计量|金额|数量|重量|货币|能源|数值)单位|(?<![\p{L}])单位)\s*(?::|[统均]?一?[为是])\s*([^\n。]+)/u
/** A sentence that names units behind the word for them, in half-width signs: 产值单位为亿元, 能耗单位:万吨标煤. */
export const unitSentence = /单位(?:一律|统一|分别|[均都全])*(?:采用|[为是用:])?\s*([^,。;:\n）)]+)/gu
/** A sentence that says in what figures are given: 均以亿元计, 按万元填报, 数据均为万元. */
export const reckonedIn =
  /(?:[以按用]|按照|折合?成?|(?:一律|统一|全部|[均都])[为是])\s*([^,。;:\n以按用为是]{1,20}?)\s*(?=为(?:计[量算])?单位|计|填|统计|表示|列示|折|[,。;:\n]|$)/gu
/** The end of a sentence that may be a unit: 用能为万吨标准煤. */
export const namedAtEnd = /[为是:]\s*([^为是:]+)$/
/** Behind a figure, or as in 每吨, a unit is none of a column. */
export const beforeNoUnit = /[\d.每]$/
/** 按月填报 is no unit of figures. */
export const timeUnit = /^个?[年季月天日]$/
/** What a title has in brackets, in half-width signs. */
export const titleBracket = /[([【〔]([^()[\]【】〔〕]+)[)\]】〕]/g
export const unitPrefix = /^(?:计量)?单位\s*[:：为]?\s*/
/** Over a column of units, and over nothing else. */
export const unitColumnHeading = /(?:计量|数量|金额|实物量)的?单位$/
/** Over a column of units, and of those who report as well. */
export const unitWord = '单位'
export const betweenUnits = /[、,;和及()\s]+/
/** A word of size, and the unit it is put before. */
export const sizedUnit = /^([十百千万亿]*)(.*)$/u
export const zeroReportWord = /^(?:零报告|本月无|本期无|无此项|无数据)/
export const indexLabels: ReadonlySet<string> = new Set(['序号', '编号', '顺序号', '行号', '行次', '项次', 'no', 'id'])
/** What a title of a template says its table is about: 2020年5月. */
export const monthInTitle = /(\d{4})\s*年\s*(\d{1,2})\s*月(?!\s*\d{1,2}\s*日)/g
/** A word of a year, a month or a season in a line over figures. */
export const periodWord = /(?:19|20)\d{2}|[年月季期]/
export const dateWord = /日期|截至|截止|印发|时间/

/** A year with a month, in the spellings of offices; never a day. */
export const yearAndMonth = /(?<!\d)((?:19|20)\d{2})(?:年|[-./_])?(0[1-9]|1[0-2]|[1-9](?!\d))(?!\d)(?![-./_]\d)(?!月\d+日)/g
/** A month whose year nobody wrote; not the end of 1-5月, not the beginning of 11月至次年3月 and not a date. */
export const monthAlone = /(?<![\d\-—–~至到年./_])(1[0-2]|0?[1-9])月(?![\d至到])/g
/** From one month to another, which people also write for a cumulative figure. */
export const severalMonths = /(?<!\d)(?:1[0-2]|0?[1-9])月?[-—–~至到](1[0-2]|0?[1-9])月/
export const yearAlone = /(?<!\d)((?:19|20)\d{2})(?=年|$)/g
/** A quarter, with its year where one is written: 2020年第二季度, 前三季度. */
export const quarterOfYear = /(?:(?<!\d)((?:19|20)\d{2})年?度?)?[第前]?(?<!\d)([一二三四1-4])季(?:度|(?!\p{L}))/u
export const quarterNumber = (sign: string): number => '一二三四'.indexOf(sign) + 1 || Number(sign)
/** What joins the words in the name of a file, and is no sign of a range. */
export const jointInName = /(?<![\d月])[-_—–]+/g
const months = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'] as const
const digits = '〇一二三四五六七八九'
const digitOf = (sign: string): string => String(Math.max(0, digits.indexOf(sign)))
/** The text with 五月 written as 5月 and 二〇二〇年 as 2020年. */
export const chineseMonth = (text: string): string =>
  months
    .reduceRight((said, name, at) => said.replaceAll(new RegExp(`(?<!十)${name}月`, 'g'), `${at + 1}月`), text)
    .replaceAll(/[一二][〇○零O一二三四五六七八九]{3}(?=年)/g, (year) => [...year].map(digitOf).join(''))

/** Labels of columns that hold codes. */
export const codeLabel = /(?:编号|代码|编码|台账号)$/
/** What stands for nothing in a cell. */
export const dash = /^[-\u2010-\u2015\u2212－—–─/／\\、.…]+$/u
/** A cell that only points at the one above. */
export const ditto = /^(?:同\s*[上前](?:行|格|一行)?|[〃″〞＂"”]|''|′′|,,)$/u

/** Words that change what a figure means. A heading that has one the form's own label lacks is never taken for that label. */
export const qualifiers = [
  '上年',
  '去年',
  '上月',
  '上期',
  '同期',
  '累计',
  '本月',
  '当月',
  '当年',
  '本年',
  '年度',
  '计划',
  '预计',
  '目标',
  '历年',
  '新增',
  '批复',
  '替代',
  '环比',
  '同比',
  '增减',
  '当量',
  '等价',
  '其中',
  '整治前',
  '整治后',
  '改造前',
  '改造后',
  '原',
  '现',
  '实际',
  '完成率',
  '比例',
  '占比',
  '合计',
  '平均',
] as const

/**
 * Words that offices use for one another in headings; the first of each line stands for all of them. A word belongs here
 * only when no form tells two fields apart by it alone; where one does, both fields fit and the clerk is asked.
 */
export const sameMeaning: readonly (readonly string[])[] = [
  ['编号', '编码', '代码', '代号', '号码', '证号', '编号号', '证编号'],
  ['文号', '文件号', '批文号', '批复文号', '批准文号', '文件文号', '批文'],
  [
    '统一社会信用编号',
    '社会统一信用代码',
    '统一信用代码',
    '统一信用代码证号',
    '统一信用编码',
    '统一信用代号',
    '社会信用代码',
    '统一社会信用代码',
    '统一社会信用编码',
    '统一社会信用代号',
    '统一社会信用号码',
    '统一社会信用代码证号',
  ],
  ['日期', '时间', '年月日', '日子'],
  ['时限', '期限', '截止日期', '截止时间', '限期'],
  ['标煤', '标准煤', '标准煤当量', 'tce'],
  ['二氧化碳', 'co2', '碳'],
  ['所在', '所属', '所处'],
  ['县区', '区县', '县市区', '县市', '旗县', '县旗'],
  ['乡镇街道', '乡镇街办', '镇街道', '镇街', '街道乡镇', '乡镇办', '街镇'],
  ['用煤', '耗煤', '燃煤', '煤炭消费', '煤炭消耗', '煤炭用', '煤炭使用', '用煤炭', '煤消费'],
  ['用电', '耗电', '电力消费', '电力消耗', '用电力'],
  ['用热', '耗热', '热力消费', '热力消耗', '用热力'],
  ['用水', '耗水', '水消费'],
  ['用气', '耗气', '用天然气', '耗天然气', '天然气消费', '天然气消耗', '天然气用'],
  ['能耗', '能源消费', '能源消耗', '综合能耗', '综合能源消费', '综合能源消耗'],
  ['消费', '消耗', '耗用'],
  ['补贴', '补助', '奖补', '奖励'],
  ['投产', '投运', '建成投产', '投入使用', '投用', '启用'],
  ['开工', '动工', '开建'],
  ['完工', '竣工', '完成建设'],
  ['完成', '实现', '达成'],
  ['措施', '举措', '办法'],
  ['部门', '科室', '处室'],
  ['责任', '负责'],
  ['单位名称', '企业名称', '单位全称', '企业全称', '企业单位名称', '单位企业名称', '法人单位名称', '用能单位名称'],
  ['建设单位', '项目单位', '项目建设单位', '项目业主', '业主单位', '承建单位业主', '项目法人'],
  ['备注', '备注栏', '备注说明', '其他说明', '其它说明'],
  ['存在问题', '存在的问题', '存在主要问题', '存在的主要问题', '目前存在问题', '主要问题'],
  ['主要产品', '主产品', '主要产品种类', '产品名称', '主要产品名称'],
  ['产能', '生产能力', '生产规模'],
  ['品种', '种类', '类别', '类型', '分类'],
  ['行业', '国民经济行业'],
  ['园区', '工业园区', '产业园区', '开发区'],
  ['额定出力', '额定蒸发量', '锅炉出力', '额定蒸汽量'],
  ['购进', '购入', '外购', '采购'],
  ['户', '户数', '户数量'],
  ['年度', '全年', '当年', '本年', '本年度'],
  ['本月', '当月'],
  ['上年', '去年', '上一年'],
  ['累计', '累计至今'],
  ['地址', '地点', '详细地址', '具体地址', '所在地址'],
  ['金额', '额度', '资金'],
  ['设备', '装备'],
  ['新增', '新增加', '增加'],
  ['原因', '原因说明'],
  ['节能审查', '能评', '节能评估'],
  ['环评', '环境影响评价'],
  ['淘汰', '拆除', '关停'],
  ['负荷率', '负荷比例', '负荷'],
  ['比例', '比率', '占比', '比重'],
]
/** Characters by which one label says the opposite of another, or another part: 非工业 and 工业, 期初 and 期末. */
export const opposites = /[非未无不免除外内前后上下初末始终进出入销增减新旧老大小高低原现拟已待男女正负左右东南西北另余]/
/** What a heading may have or lack without meaning anything else. */
export const emptyWords = /的|及其|以及|情况|数量|数值|是否|有无|其中|请|栏$|[及与和或]/g

/** Chinese numbers that head groups of rows: 一、工业. */
export const groupNumber = /^[（(]?[一二三四五六七八九十]+[）)]?[、.．]?$|^[一二三四五六七八九十]+、/
/**
 * Columns of a form are numbered 甲 乙 丙 1 2 3, and some say how they are reckoned: 3 = 1+2, in narrow cells on several
 * lines. Words behind the sign make it an entry of somebody's: 1=优.
 */
export const columnNumbering =
  /^(?:[甲乙丙丁戊己庚辛壬癸子丑]|[A-Z]|[（(<〈]?\d{1,3}[）)>〉]?(?:\s*[=＝](?:[^\p{L}]|[第栏列项行xX]|[甲乙丙丁戊己庚辛壬癸子丑A-Z](?!\p{L}))*)?|[①-⑳])$/u
/** A rounded count behind a total: 6台. */
export const countWithUnit = /^[（(]?\d+\s*(?:台\s*[（(]?套[）)]?|[台户个家项座处套条次人行笔辆][）)]?)$/

/** How many a group has, behind its name: 大埔镇2家, 规上企业（共2户）. */
export const countBehind = /(?<![\d.])[（(]?[共计]?(\d{1,6})(?:台套?|[户个家项座处套辆])(?:企业|单位|锅炉|项目)?[）)]?$/
/** The number of a group before its name: 一、大埔镇. */
export const numberBefore = /^(?:[（(][一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}[、.．])/
/** What makes the name of a town one of a part of the county. */
export const areaBehind = /(?:片区|辖区|片|境内)$/

/** What people put in brackets behind a label to say how to fill it in. */
export const fillingHint = /是\s*[/／、或]\s*否|必填|选填|填写|下拉|单选|可选|√|格式|例如|如[:：]|y{2,4}/i

/** The number format that a Chinese Excel calls the long date. */
export const longDateFormat = 'yyyy"年"m"月"d"日"'
