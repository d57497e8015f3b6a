/** What a copied block looks like on the clipboard, program by program, and the cells that were copied. */
export interface Clipboard {
  readonly from: string
  /** The plain text; absent where the program puts only a table there. */
  readonly plain?: string
  readonly html?: string
  readonly rows: readonly (readonly string[])[]
  /** What stands in two columns of text afterwards, where that is something else. */
  readonly pasted?: readonly (readonly string[])[]
}

const excelHtml = (body: string): string => `<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel">
<head><meta http-equiv=Content-Type content="text/html; charset=utf-8"><meta name=ProgId content=Excel.Sheet>
<style><!--td{mso-number-format:General;white-space:nowrap;}--></style></head>
<body><table border=0 cellpadding=0 cellspacing=0 width=192 style='border-collapse:collapse;width:144pt'>
<!--StartFragment-->
<col width=64 span=3 style='width:48pt'>
${body}
<!--EndFragment-->
</table></body></html>`
const wpsHtml = (body: string): string => `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta name="Generator" content="WPS Office ET"><style>.et2{mso-number-format:"\\@";text-align:left;}</style></head>
<body><!--StartFragment--><table width="216" border="0" cellpadding="0" cellspacing="0">${body}</table><!--EndFragment--></body></html>`

export const clipboards: readonly Clipboard[] = [
  {
    from: 'Excel: line breaks and quotes in cells, CR LF between rows',
    plain: '4502220001\t"柳城县大埔镇\n兴旺豆腐坊"\r\n4502220002\t"挂牌“老字号”""兴旺""\n豆腐坊"\r\n',
    html: excelHtml(
      `<tr height=20><td height=20 class=xl65 style='mso-number-format:"\\@"'>4502220001</td><td>柳城县大埔镇<br>
    兴旺豆腐坊</td></tr><tr><td>4502220002</td><td>挂牌“老字号”&quot;兴旺&quot;<br>豆腐坊</td></tr>`,
    ),
    rows: [
      ['4502220001', '柳城县大埔镇\n兴旺豆腐坊'],
      ['4502220002', '挂牌“老字号”"兴旺"\n豆腐坊'],
    ],
  },
  {
    from: 'Excel: a quote inside a cell without a line break is left as it is',
    plain: '4502220001\t五寸5" 管道厂\r\n',
    rows: [['4502220001', '五寸5" 管道厂']],
  },
  {
    from: 'Excel: merged cells, their other places empty',
    plain: '大埔镇\t一厂\r\n\t二厂\r\n\t三厂\r\n',
    html: excelHtml('<tr><td rowspan=3 class=xl66>大埔镇</td><td>一厂</td></tr><tr><td>二厂</td></tr><tr><td>三厂</td></tr>'),
    rows: [
      ['大埔镇', '一厂'],
      ['', '二厂'],
      ['', '三厂'],
    ],
    pasted: [
      ['大埔镇', '一厂'],
      ['大埔镇', '二厂'],
      ['大埔镇', '三厂'],
    ],
  },
  {
    from: 'Excel: a long text drawn over the blank cell beside it, which is a cell of its own, and a row for the widths',
    plain: '4502220001\t一厂\r\n一份很长的说明\t\r\n',
    html: excelHtml(`<tr><td>4502220001</td><td>一厂</td></tr><tr><td colspan=2 style='mso-ignore:colspan'>一份很长的说明</td></tr>
      <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=64></td><td width=64></td></tr><![endif]>`),
    rows: [
      ['4502220001', '一厂'],
      ['一份很长的说明', ''],
    ],
  },
  {
    from: 'WPS: LF between rows, no line end after the last one',
    plain: '4502220001\t一厂\n4502220002\t"二厂\n分厂"',
    html: wpsHtml('<tr><td class="et2">4502220001</td><td>一厂</td></tr><tr><td>4502220002</td><td>二厂<br/>分厂</td></tr>'),
    rows: [
      ['4502220001', '一厂'],
      ['4502220002', '二厂\n分厂'],
    ],
  },
  {
    from: 'WPS: a blank row in the middle and a blank column at the end',
    plain: '一厂\t\r\n\t\r\n三厂\t\r\n',
    rows: [
      ['一厂', ''],
      ['', ''],
      ['三厂', ''],
    ],
  },
  {
    from: 'a text editor: ragged rows, the missing fields left alone',
    plain: '4502220001\n4502220002\t二厂\t备注\n4502220003\t三厂',
    rows: [['4502220001'], ['4502220002', '二厂', '备注'], ['4502220003', '三厂']],
  },
  {
    from: 'a column with spaces and an apostrophe',
    plain: " 一厂 \r\n'0012\r\n",
    rows: [[' 一厂 '], ["'0012"]],
  },
  {
    from: 'a web page: a table and no text; merged cells both ways, entities, line ends of the source',
    html: `<meta charset='utf-8'><table><tbody><tr><th colspan="2">台账
      编号 &amp; 名称</th><th>备注</th></tr><tr><td rowspan="2">4502220001</td><td>一厂<br>二车间</td><td>a&nbsp;b</td></tr>
      <tr><td><p>二厂</p></td><td></td></tr></tbody></table><script>document.title = '不应运行'</script>`,
    rows: [
      ['台账 编号 & 名称', '', '备注'],
      ['4502220001', '一厂\n二车间', 'a b'],
      ['', '二厂', ''],
    ],
    pasted: [
      ['台账 编号 & 名称', ''],
      ['4502220001', '一厂\n二车间'],
      ['4502220001', '二厂'],
    ],
  },
]
