/** The words by which people's tables are understood: what a row is for, what a unit is called. */

/** Words of a total row, as the whole text of its first cell or its end. */
export const totalWord =
  /^(?:本页|本月|本期|全县|全市|全区|全旗|项目|当年)?(?:合计|总计|共计|小计|累计|总和|总数|汇总|平均[值数]?)(?:[:：（(].*)?$|^全[县市区旗](?:平均)?$|(?:合计|总计|小计|共计)$/
/** The words of the one total over everything, perhaps with a count behind it. */
export const grandTotalWord = /^(?:全县|全市|全区|全旗|本表|本月|本期)?(?:合计|总计|共计)(?:[:：（(].*)?$/
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
export const unitLineWord = /(?:计量单位|金额单位|(?<![\p{L}])单位)\s*[:：]\s*([^\s　，。；;,]+)/u
export const zeroReportWord = /^(?:零报告|本月无|本期无|无此项|无数据)/
export const indexLabels: ReadonlySet<string> = new Set(['序号', '编号', '顺序号', '行号', '行次', '项次', 'no', 'id'])
/** What a title says its table is about: 2020年5月. */
export const monthInTitle = /(\d{4})\s*年\s*(\d{1,2})\s*月(?!\s*\d{1,2}\s*日)/g
export const dateWord = /日期|截至|截止|印发|时间/

/** What stands for nothing in a cell. */
export const dash = /^[-\u2010-\u2015\u2212－—–─/／\\、.…]+$/u

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

/** Chinese numbers that head groups of rows: 一、工业. */
export const groupNumber = /^[（(]?[一二三四五六七八九十]+[）)]?[、.．]?$|^[一二三四五六七八九十]+、/
/** Columns of a form are numbered 甲 乙 丙 1 2 3. */
export const columnNumber = /^(?:[甲乙丙丁戊己庚辛壬癸子丑]|[A-Z]|[（(<〈]?\d{1,3}[）)>〉]?(?:[=＝].*)?|[①-⑳])$/
/** A rounded count behind a total: 6台. */
export const countWithUnit = /^[（(]?\d+\s*[台户个家项座处套条次人][）)]?$/

/** What people put in brackets behind a label to say how to fill it in. */
export const fillingHint = /是\s*[/／、或]\s*否|必填|选填|填写|下拉|单选|可选|√|格式|例如|如[:：]|y{2,4}/i
