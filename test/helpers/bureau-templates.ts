/** Blank forms as bureaus hand them out, drawn for the tests. */
import { blankTemplate, type Look, type TemplateCell } from './blank-template.ts'

const letters = 'ABCDEFGHIJKLMN'
const row = (number: number, texts: readonly (string | null)[], look: Look = 'boxed'): TemplateCell[] =>
  texts.map((text, index) => ({ at: `${letters[index] ?? ''}${number}`, look, ...(text === null ? {} : { text }) }))

/** Three header levels, a row of units, column numbers, drop-downs of every kind, protection, totals by formula. */
export const energyForm = (): Uint8Array => {
  const blank = (number: number): TemplateCell[] => [
    ...row(number, [null, null], 'open'),
    ...(['C', 'D'] as const).map((column): TemplateCell => ({ at: `${column}${number}`, look: 'text' })),
    { at: `E${number}`, look: 'two' },
    { at: `F${number}`, look: 'two', formula: `E${number}*0.7143` },
    { at: `G${number}`, look: 'share' },
    ...(['H', 'I', 'J'] as const).map((column): TemplateCell => ({ at: `${column}${number}`, look: 'open' })),
    { at: `K${number}`, look: 'date' },
    { at: `L${number}`, look: 'open' },
    { at: `M${number}`, look: 'two', formula: `SUM(E${number}:F${number})` },
  ]
  return blankTemplate(
    [
      {
        name: '能源消费',
        before:
          '<sheetViews><sheetView workbookViewId="0"><pane xSplit="2" ySplit="9" topLeftCell="C10" state="frozen"/></sheetView></sheetViews><cols><col min="1" max="1" width="6.71" customWidth="1"/><col min="2" max="2" width="24.71" customWidth="1"/></cols>',
        cells: [
          { at: 'A1', text: '附件2：' },
          { at: 'A2', text: '重点用能单位能源消费\n情况表' },
          { at: 'K3', text: '表  号：NY-07' },
          { at: 'K4', text: '制表机关：某市发展和改革委员会' },
          { at: 'A4', text: '填报单位（盖章）：' },
          { at: 'E4', text: '2025 年   月' },
          ...row(5, [
            '序号',
            '*企业名称',
            '统一社会信用代码',
            '所属行业',
            '能源消费',
            null,
            null,
            '是否接入在线监测',
            '所在地',
            null,
            '验收日期',
            '锅炉台数',
            '合计',
          ]),
          ...row(6, [null, null, null, null, '煤炭', null, '煤炭占比', null, '县（区）', '乡镇（街道）', null, null, null]),
          ...row(7, [null, null, null, null, '实物量', '折标量', null, null, null, null, null, null, null]),
          ...row(8, [null, null, null, null, '吨', '吨标准煤', '%', null, null, null, null, '台', '（吨）']),
          ...row(9, ['甲', '乙', '丙', '丁', '1', '2', '3', '4', '5', '6', '7', '8', '9']),
          ...[10, 11, 12].flatMap(blank),
          ...row(13, ['合计', null, null, null]),
          { at: 'E13', look: 'two', formula: 'SUM(E10:E12)', number: 0 },
          { at: 'F13', look: 'two', formula: 'SUM(F10:F12)', number: 0 },
          ...row(13, [null, null, null, null, null, null, null, null, null, null, null, null, null]).slice(6),
          { at: 'A14', text: '填表说明：1.煤炭按实物量填。\n2.没有的填0。' },
          { at: 'A15', text: '单位负责人：        填表人：          联系电话：' },
          { at: 'J15', text: '填报日期：  年  月  日' },
        ],
        merges: [
          'A2:M2',
          'A5:A7',
          'B5:B7',
          'C5:C7',
          'D5:D7',
          'E5:G5',
          'E6:F6',
          'G6:G7',
          'H5:H7',
          'I5:J5',
          'I6:I7',
          'J6:J7',
          'K5:K7',
          'L5:L7',
          'M5:M7',
          'A14:M14',
        ],
        behind:
          '<dataValidations count="4"><dataValidation type="list" allowBlank="1" sqref="H10:H12"><formula1>"是,否"</formula1></dataValidation>' +
          '<dataValidation type="list" sqref="I10:I12"><formula1>县区名单</formula1></dataValidation>' +
          '<dataValidation type="list" sqref="J10:J12"><formula1>INDIRECT($I10)</formula1></dataValidation>' +
          '<dataValidation type="whole" operator="greaterThanOrEqual" sqref="L10:L12"><formula1>0</formula1></dataValidation></dataValidations>' +
          '<pageSetup paperSize="9" orientation="landscape"/>' +
          '<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"><x14:dataValidations count="1"><x14:dataValidation type="list" allowBlank="1">' +
          "<x14:formula1><xm:f>'选 项'!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>D10:D12</xm:sqref></x14:dataValidation></x14:dataValidations></ext></extLst>",
      },
      {
        name: '选 项',
        state: 'hidden',
        cells: [
          ...['钢铁', '建材', '化工及其他'].map((text, index) => ({ at: `A${index + 1}`, text })),
          ...['东城区', '西山县'].map((text, index) => ({ at: `B${index + 1}`, text })),
          ...['一街道', '二街道'].map((text, index) => ({ at: `C${index + 1}`, text })),
          ...['甲镇', '乙镇', '丙乡'].map((text, index) => ({ at: `D${index + 1}`, text })),
        ],
      },
    ],
    { 县区名单: "'选 项'!$B$1:$B$2", 东城区: "'选 项'!$C$1:$C$2", 西山县: "'选 项'!$D$1:$D$3" },
  )
}

/** Rows printed beforehand, one unit for the whole table, a group over the first of its columns only. */
export const indicatorForm = (): Uint8Array =>
  blankTemplate([
    {
      name: 'Sheet1',
      cells: [
        { at: 'A1', text: '2025年工业经济主要指标' },
        { at: 'D2', text: '单位：万元' },
        ...row(3, ['指标名称', '代码', '总量', null, '备注']),
        ...row(4, [null, null, '本月止累计', '同比增长（%）', null]),
        ...['工业总产值', '    其中：高耗能行业', '工业增加值', '主营业务收入'].flatMap((name, index) =>
          row(5 + index, [name, `0${index + 1}`, null, null, null]),
        ),
        ...row(9, ['……', null, null, null, null]),
        { at: 'A10', text: '注：本表按季报送。' },
        { at: 'A11', text: '统计负责人：　　　　填表人：' },
      ],
      merges: ['A1:E1', 'A3:A4', 'B3:B4', 'E3:E4'],
    },
  ])
