import type { AppErrorCode, ErrorDetails } from '../model/errors.ts'
import { backupFolderText } from './backup-folder.ts'
import { decisionRefusal } from './city.ts'
import { reasonHelp } from './explanation.ts'
import { shownFingerprintWords } from './fingerprint-words.ts'
import { foreignFiles, isForeignFile } from './foreign-files.ts'
import { formatMoment, formatPeriod } from './format.ts'
import { shownFingerprint } from './pack-signature.ts'

const text = (details: ErrorDetails, key: string, fallback = ''): string => {
  const value = details[key]
  return value === undefined || value === '' ? fallback : String(value)
}
const named = (details: ErrorDetails, key: string): string => {
  const value = text(details, key)
  return value === '' ? '' : `“${value}”`
}
const theDocument = (details: ErrorDetails): string => (details.file ? `文件${named(details, 'file')}` : '这个文档')
/** A workbook is read, changed or only looked at: what did not happen differs. */
const nothingDone = ({ purpose }: ErrorDetails): string =>
  purpose === 'patch' ? '没有生成文件，原文件没有改动' : purpose === 'inspect' ? '没有改动文件' : '没有导入'
/** What the file is, where its content tells. */
const foreignFile = (details: ErrorDetails): string | undefined => {
  const { kind, file } = details
  if (!isForeignFile(kind)) return undefined
  const { is, help } = foreignFiles[kind]
  return `${file ? `文件${named(details, 'file')}` : '这个文件'}${is}，不是表格，${nothingDone(details)}，${safe}${help}`
}
const theCell = (details: ErrorDetails): string =>
  details.cell ? `工作表${named(details, 'sheet')}的单元格 ${text(details, 'cell')}` : '这个单元格'
const notWritten = '没有生成文件，原文件没有改动，'
/** A moment as people read it, in the zone the plans are written for. */
const when = (details: ErrorDetails, key: string): string => {
  const at = text(details, key)
  return at === '' ? '（没有修改过）' : formatMoment(at)
}
const safe = '已保存的数据没有任何改动。'

/** Rows that people add are told apart by random names, which nobody has ever seen. */
const isMadeUp = (row: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-/.test(row)

/** Every code has its sentence: what happened, is my data safe, what to do now. */
/** Packages, backups and what is sealed for somebody mean nothing in parts. */
const isWhole = ({ file }: ErrorDetails): boolean => typeof file === 'string' && /\.(?:zip|age|db)$/i.test(file)

const sentences: { readonly [Code in AppErrorCode]: (details: ErrorDetails) => string } = {
  UNKNOWN_METHOD: (d) => `程序各部分的版本对不上（不认识的操作${named(d, 'method')}）。${safe}请关闭所有窗口后重新打开程序。`,
  INPUT_INVALID: (d) => `这次操作缺少内容或格式不对${d.path ? `（${text(d, 'path')}）` : ''}，没有执行。${safe}请检查后重试。`,
  INTERNAL: () => `程序内部出错，这一步没有完成。${safe}请重试一次；若仍出错，请运行“体检”并把结果发给技术人员。`,
  CANCELLED: () => `已按您的要求取消，${safe}`,

  DATA_FOLDER_IN_USE: (d) =>
    `数据文件夹${named(d, 'folder')}正被另一个碳报程序使用。同一份数据一次只能由一个程序打开，${safe}请先关闭那个窗口再试。`,
  DATA_FOLDER_MISSING: (d) =>
    d.fresh === true
      ? `没有建成数据文件夹${named(d, 'folder')}：它所在的盘找不到，或者路径写得不对。还没有保存过任何数据，请把盘插好，或换一个位置，再试一次。`
      : `找不到数据文件夹${named(d, 'folder')}，这一步没有完成；此前显示“已保存”的数据都在那个文件夹里。它在U盘或移动硬盘上的，请插好后再试；被移走或改了名的，请放回原处；还没有建过的，请检查路径，或用“初始化”（tanbao init）新建。`,
  DATA_FOLDER_NOT_EMPTY: (d) => `文件夹${named(d, 'folder')}里已有一份碳报数据，没有重新初始化，${safe}如要重新开始，请换一个空文件夹。`,
  PROFILE_IN_USE: () =>
    `已经填过或收过报表，不能再换方案和单位，${safe}要给另一个单位填报，请另选一个数据文件夹；确实是给选错的单位填的，请与县里信息化人员联系。`,
  DATA_FOLDER_NETWORK: (d) =>
    `文件夹${named(d, 'folder')}在网络盘上，数据库放在网络盘容易损坏，所以没有打开。请把数据文件夹放在本机硬盘，备份可以放网络盘。`,
  FOLDER_BLOCKED: (d) =>
    `文件夹${named(d, 'folder')}不能用：${d.file === d.folder ? '它的位置上是一个文件' : `${named(d, 'file')}是一个文件`}，不是文件夹，这一步没有完成，${safe}请先把这个文件改名或移到别处（不要删除，里面可能有用），再试一次。`,
  STORE_NOT_INITIALISED: () => '这个数据文件夹还没有选定方案和填报单位。请先完成首次设置（命令行：tanbao init）。',
  STORE_FROM_FUTURE: (d) =>
    `这份数据由更新版本的碳报保存（数据版本 ${text(d, 'found', '？')}，本程序只认到 ${text(d, 'known', '？')}）。数据完好、没有改动，请安装新版程序后再打开。`,
  STORE_DAMAGED: (d) =>
    `${d.kept ? `数据库文件已损坏，原文件改名保留为${named(d, 'kept')}，没有删除。` : '数据库文件不见了，或读到一半出错。'}${
      d.backup
        ? `最近一份核验过的备份是 ${text(d, 'backup')}，可用“恢复备份”找回。`
        : '没有找到可用的备份，请保留这个数据文件夹，交给技术人员。'
    }`,
  STORE_READ_ONLY: (d) => `数据文件夹${named(d, 'folder')}不能写入（只读介质或没有权限）。${safe}请换到可写的文件夹，或请管理员开放权限。`,
  DISK_FULL: () => `磁盘空间不足，这一步没有保存；此前显示“已保存”的数据都在。请清理磁盘后重试。`,
  BACKUP_OLDER: (d) =>
    `现在的数据里有这份备份没有的修改（现有数据最后改于 ${when(d, 'present')}，备份最后改于 ${when(d, 'backup')}），没有恢复，${safe}确实要退回备份的，请先看清两边的时间，再确认一次（命令行：restore 文件 --even-if-newer）；退回前会自动另存现有数据。`,
  BACKUP_FOLDER: (d) => backupFolderText.refused(`文件夹${named(d, 'folder')}`, text(d, 'reason')),
  BACKUP_INVALID: (d) =>
    `这个文件不是完好的碳报备份或交接文件${d.reason ? `（${text(d, 'reason')}）` : ''}，没有恢复，现有数据没有改动。请换一份备份；是交接文件的，请交出的人重新生成一份。`,

  PACK_UNKNOWN: (d) => `没有安装方案包${named(d, 'pack')}。可用“tanbao packs”查看已安装的方案。`,
  PACK_INVALID: (d) =>
    `方案包${named(d, 'pack')}有错误，没有装入：${text(d, 'file')}${d.line ? ` 第 ${text(d, 'line')} 行` : ''}：${text(d, 'message').replace(/。$/, '')}。请联系方案包的编制单位改正。`,
  PACK_SIGNATURE: (d) =>
    `${text(d, 'reason', '方案包的签名不对')}。这个方案包没有装入，${safe}请向编制单位要一份完好的，不要自己改动里面的文件。`,
  PACK_KEY_UNKNOWN: (d) =>
    `方案包${named(d, 'pack')}的签名完好，但本机还不认识签名的钥匙，没有装入，${safe}请打电话向编制单位核对钥匙指纹，一致的话再信任并安装（命令行：--trust 指纹）：${shownFingerprint(text(d, 'fingerprint'))}`,
  PACK_OLDER: (d) =>
    `这个方案包${named(d, 'pack')}是 ${text(d, 'offered')} 版，本机已有 ${text(d, 'installed')} 版，没有装入，${safe}版本号要比已有的高才能装入，请联系编制单位。`,
  PACK_KEY_INVALID: (d) => `文件${named(d, 'file')}不是合用的签名钥匙（Ed25519，PEM 格式），没有执行。可用 tanbao pack keys 生成一对。`,
  PACK_UPGRADE_STALE: (d) =>
    `${text(d, 'form')} ${text(d, 'period')} 在看过清单或升级之后又改过，没有执行，${safe}请重新查看升级清单；升级之后改过的，请在各表里改正，或从升级前的备份恢复。`,
  PACK_UPGRADE_NONE: () => `没有可以撤销的方案包升级。${safe}`,
  PACK_KEY_FORGOTTEN: (d) =>
    `方案包${named(d, 'pack')}是用您已不再信任的钥匙签名的，没有启用，${safe}已封存的报表照常能看、能导出。请向编制单位要一份用新钥匙签名的方案包，在“设置—方案包”里安装；如果是误操作，请打电话核对钥匙指纹，一致的话重新安装并信任：${shownFingerprint(text(d, 'fingerprint'))}`,
  PACK_KEY_NONE: (d) =>
    `本机没有信任过这把钥匙：${shownFingerprint(text(d, 'fingerprint'))}。没有改动。可用 tanbao pack keys --list 查看可信的钥匙。`,
  PACK_VERSION_MISSING: (d) =>
    `这份数据是用方案包${named(d, 'pack')} ${text(d, 'wanted')} 版填的，本机${d.found ? `只有 ${text(d, 'found')} 版` : '没有安装它'}，暂时不能填报，${safe}已封存的报表照常能看、能导出。请在“设置—方案包”里安装 ${text(d, 'wanted')} 版或更新的版本（命令行：tanbao pack install）。`,
  PACK_UPGRADE_PENDING: (d) =>
    `方案包已从 ${text(d, 'from')} 更新到 ${text(d, 'to')}，这张表的草稿还没有升级，现在导出会缺少要移到新栏目的值，所以没有导出，${safe}请先在“设置—方案包”里看清单并升级，再导出。`,
  UNIT_UNKNOWN: (d) => `方案${named(d, 'pack')}里没有填报单位${named(d, 'unit')}。请核对单位编号；没有做任何设置。`,
  FORM_UNKNOWN: (d) => `本方案没有表${named(d, 'form')}。请核对表号。`,
  FIELD_UNKNOWN: (d) => `表${named(d, 'form')}没有栏目${named(d, 'field')}。请核对栏目名称。`,
  FIELD_READ_ONLY: (d) => `“${text(d, 'label', text(d, 'field'))}”由程序计算，不能手工填写。${safe}`,

  PERIOD_INVALID: (d) => `报告期${named(d, 'period')}格式不对，应写成“年-月”，例如 2020-05。`,
  PERIOD_CLOSED: (d) => `${text(d, 'period')} 的报表已封存上报，不能直接修改，${safe}如需更正，请在“上报”里发起修订。`,
  PERIOD_OUTSIDE_PLAN: (d) =>
    `报告期 ${text(d, 'period')} 不在方案执行期（${text(d, 'from')} 至 ${text(d, 'to')}）内。请核对月份，或换用对应的方案包。`,
  ROW_UNKNOWN: (d) =>
    isMadeUp(text(d, 'row'))
      ? '要改的那一行已经不在表里了，所以这次填的内容没有写入，其他数据没有改动。请看一下表里现在的内容，需要的话重新填写。'
      : `表里没有${named(d, 'row')}这一行。请核对行的编号；没有改动数据。`,
  ROW_KEY_AMBIGUOUS: (d) => `有 ${text(d, 'count', '多')} 行都叫${named(d, 'row')}，分不清改哪一行，所以没有改动。请用“#行号”指明。`,
  ROW_PERMANENT: (d) => `${named(d, 'row')}是上期结转来的台账行，只能改状态，不能删除，${safe}`,
  STALE: () => '这张表刚被另一个窗口改过，您的这次改动还没有保存，也没有覆盖别人的改动。请看过最新内容后再确认。',
  NOTHING_TO_UNDO: () => '没有可以撤销的步骤。',
  NOTHING_TO_REDO: () => '没有可以重做的步骤。',
  NOTHING_TO_EXPLAIN: () => '这张表这一期还没有填过，没有改动可以补写原因。没有写入任何内容，请核对表号和报告期。',
  FINDING_UNKNOWN: () => '这条审核结果已经不存在，可能数据已改好。请重新校验。',
  REPAIR_UNKNOWN: () => `这个改法现在用不上了：可能数据已经改动，也可能这条问题改一格解决不了。没有改动数据，请重新校验再看。`,
  EXPLANATION_REFUSED: (d) => `说明没有保存：${text(d, 'reason', '内容太笼统')}。请写清原因，例如当时的情况、依据的文件、数据怎么来的。`,
  REVISION_REASON_REFUSED: (d) => `修订原因没有收下，数据没有改动：${reasonHelp.revision(text(d, 'reason', '内容太笼统'))}`,
  ZERO_REASON_REFUSED: (d) => `零报告说明没有保存，数据没有改动：${reasonHelp.zero(text(d, 'reason', '内容太笼统'))}`,

  FILE_NOT_FOUND: (d) => `找不到文件${named(d, 'file')}。请核对文件名和位置。`,
  FILE_TOO_LARGE: (d) =>
    `文件${named(d, 'file')}太大（上限 ${text(d, 'limitMb', '64')} MB），没有读入，${safe}${
      isWhole(d)
        ? '这类文件不能拆开：在网页里打不开的，请用装在电脑上的碳报来打开；仍打不开，请与信息人员联系。'
        : '请拆分，或删去无关的工作表和图片后再试。'
    }`,
  FILE_EMPTY: (d) => `文件${named(d, 'file')}是空的，里面没有任何内容，${safe}请核对是不是选错了文件，或是没有复制完整。`,
  FILE_UNREADABLE: (d) => `文件${named(d, 'file')}打不开，可能正被 Excel 或 WPS 占用。${safe}请先关闭它再试。`,
  WORKBOOK_UNRECOGNISED: (d) =>
    foreignFile(d) ??
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}不是能识别的表格文件，${nothingDone(d)}，${safe}请用 Excel 或 WPS 打开确认后另存为 .xlsx。`,
  WORKBOOK_DAMAGED: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个表格文件'}已损坏，读不完整，${nothingDone(d)}，${safe}请用 Excel 或 WPS 打开修复后另存为 .xlsx。`,
  WORKBOOK_ENCRYPTED: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个表格文件'}设了打开密码，${nothingDone(d)}，${safe}请在 Excel 或 WPS 里取消密码、另存后再试。`,
  WORKBOOK_HOSTILE: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}的结构不正常${d.reason ? `（${text(d, 'reason')}）` : ''}，为安全起见${nothingDone(d)}，${safe}请把数据复制到一个新建的表格里再试。`,
  WORKBOOK_TIMEOUT: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}读取太久，已停止，${nothingDone(d)}，${safe}请先关掉别的程序再试一次；若仍这样，请删去无关的工作表和多余的空行空列。`,
  WORKBOOK_NOT_PATCHABLE: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}不是 .xlsx 或 .xlsm 格式，不能在原表上填写或标注，${notWritten}请用 Excel 或 WPS 打开，另存为 .xlsx 后再试。`,
  WORKBOOK_SIGNED: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}带有数字签名，改动任何一格签名都会失效，所以${notWritten}请用 Excel 或 WPS 打开，另存为一份不带签名的 .xlsx 后再试。`,
  PATCH_UNPROVEN: (d) =>
    `写好的表格读回来核对时，${theCell(d)}与要写的内容不一致，${notWritten}请用 Excel 或 WPS 打开原文件，另存为 .xlsx 后再试；若仍这样，请把原文件交给技术人员。`,
  CELL_ADDRESS_INVALID: (d) => `${named(d, 'cell')}不是单元格的位置，应写成“B2”这样，${notWritten}请核对后重试。`,
  CELL_VALUE_INVALID: (d) => `${theCell(d)}写不下这个值：${text(d, 'reason', '格式不对')}。${notWritten}请改正后重试。`,
  CELL_MERGED: (d) =>
    `${theCell(d)}已与 ${text(d, 'anchor')} 合并，内容只能写在 ${text(d, 'anchor')}，${notWritten}请改写 ${text(d, 'anchor')}。`,
  CELL_FORMULA: (d) =>
    `${theCell(d)}是公式，写入会把公式换掉，所以${notWritten}请改写公式引用的单元格；确实要换掉公式的，请明确指定（命令行：--replace-formula）。`,
  CELL_ARRAY: (d) =>
    `${theCell(d)}属于 ${text(d, 'area')} 的数组公式或模拟运算表，不能单独改其中一格，${notWritten}请在 Excel 或 WPS 里改整个区域。`,
  CELL_TABLE_HEAD: (d) =>
    `${theCell(d)}是“超级表”${named(d, 'table')}的标题行或汇总行，改动会使表格损坏，所以${notWritten}请在 Excel 或 WPS 里修改，或先把超级表转换为普通区域。`,
  ROWS_UNMOVABLE: (d) =>
    `工作表${named(d, 'sheet')}第 ${text(d, 'row')} 行后面加不了行：${text(d, 'reason')}。${notWritten}请在 Excel 或 WPS 里先加好空行再填，或把这一处改为普通单元格。`,
  SHEET_UNKNOWN: (d) => `文件里没有工作表${named(d, 'sheet')}。${d.sheets ? `现有：${text(d, 'sheets')}。` : ''}${safe}`,
  HEADER_NOT_FOUND: (d) =>
    `没有找到${named(d, 'form')}的表头，${nothingDone(d)}，${safe}${
      d.turned
        ? `工作表${named(d, 'turned')}的各栏是竖着排的（一行一栏）：请在 Excel 或 WPS 里复制这张表，在空白工作表里“选择性粘贴”并勾选“转置”，让栏名排成最上面一行后再试。`
        : '请确认选对了表，或手工指出表头所在的行。'
    }`,
  RECORD_ON_TWO_LINES: (d) =>
    `工作表${named(d, 'sheet')}第 ${text(d, 'top')}–${text(d, 'bottom')} 行的表头里，${named(d, 'upper')}和${named(d, 'lower')}上下排在同一列，像是一条记录占两行，会串栏，${nothingDone(d)}，${safe}请在 Excel 或 WPS 里改成一条记录占一行（把下面一行的各栏移到右边，每栏单独一列）后再试；只有一行是真正栏名的，请手工指出表头所在的行。`,
  IMPORT_UNKNOWN: () => `这次导入已经结束或被放弃，${safe}请重新选择文件。`,
  IMPORT_ROUNDED: (d) =>
    `工作表${named(d, 'sheet')}是按“万”四舍五入过的汇总，尾数已经没有了，导入会丢掉原来的精确数，所以没有导入，${safe}请改用“各表按原单位”导出的汇总，或原来的报表。`,
  IMPORT_UNDECIDED: (d) => `还有 ${text(d, 'count', '几')} 处需要您确认，暂未导入，${safe}${text(d, 'first')}`,
  MAPPING_INVALID: (d) => `列对应文件${named(d, 'file')}有错误：${text(d, 'message')}。没有导入，${safe}`,
  TEMPLATE_UNSUPPORTED: (d) =>
    `这个模板不能填写${d.reason ? `（${text(d, 'reason')}）` : ''}。没有生成文件，模板没有改动。${text(d, 'help', '请换一份模板，')}也可以不用模板直接导出。`,
  TEMPLATE_UNDECIDED: (d) =>
    `填这个模板前还有 ${text(d, 'count', '几')} 处需要您确认，没有生成文件，模板没有改动，${safe}${text(d, 'first')}`,
  OUTPUT_UNWRITABLE: (d) => `写不进文件${named(d, 'file')}，可能正被打开、没有权限或磁盘已满。${safe}请换个位置再试。`,

  DOCUMENT_UNRECOGNISED: (d) =>
    `${theDocument(d)}不是能读的文档（可以附 .docx、.pdf、.txt），没有附上，${safe}若是 .doc 或 .wps，请用 Word 或 WPS 打开后另存为 .docx 再附。`,
  DOCUMENT_DAMAGED: (d) => `${theDocument(d)}已损坏，读不完整，没有附上，${safe}请重新下载或另存一份再试。`,
  DOCUMENT_ENCRYPTED: (d) => `${theDocument(d)}设了打开密码，没有附上，${safe}请取消密码、另存后再附。`,
  DOCUMENT_HOSTILE: (d) =>
    `${theDocument(d)}的结构不正常${d.reason ? `（${text(d, 'reason')}）` : ''}，为安全起见没有附上，${safe}请把正文复制到新建的文档或文本文件里再附。`,
  DOCUMENT_TIMEOUT: (d) => `${theDocument(d)}读取太久，已停止，没有附上，${safe}请把正文复制到新建的文档或文本文件里再附。`,
  DOCUMENT_WITHOUT_TEXT: (d) =>
    `${theDocument(d)}里没有文字，多半是扫描件（每页只是一张图片），程序读不出条款，没有附上，${safe}请附可以选中文字的 PDF，或 .docx、.txt 版本。`,

  REVIEW_NOT_NOW: (d) => `${d.title ? `${text(d, 'title')}：` : ''}${text(d, 'reason', '现在不能办这一步')}。没有执行，${safe}`,
  REVIEW_NAME: (d) =>
    `表头里的${text(d, 'role')}是${named(d, 'expected') || '空的'}，不是${named(d, 'by')}，没有签字，${safe}请由表头所写的人办理；换了人的，先在这张表的“表头与签名”里改名，再从提交审核办起。`,
  PASSWORD_NEEDED: (d) => `${text(d, 'name')}设了口令，请输入口令后再办。没有执行，${safe}`,
  PASSWORD_WRONG: (d) => `${text(d, 'name')}的口令不对，没有执行，${safe}请看一看大小写锁定和输入法后再试。`,
  PASSWORD_WAIT: (d) => `${text(d, 'name')}的口令连续输错多次，请等 ${text(d, 'seconds')} 秒再试。没有执行，${safe}`,
  EVIDENCE_UNKNOWN: () => `找不到这份佐证材料，可能是恢复了较早的备份。没有执行，${safe}请重新打开这张表。`,
  EVIDENCE_NAME: (d) => `文件名${named(d, 'file')}不能用，没有添加，${safe}请换一个普通的文件名再添加。`,
  EVIDENCE_PROGRAM: (d) =>
    `${named(d, 'file')}是程序，在 Windows 上一双击就会运行，不能当佐证材料，没有添加，${safe}请改交照片、PDF 或表格；要交几个文件可以打成 .zip。`,
  EVIDENCE_TOO_LARGE: (d) =>
    `${named(d, 'file')}有 ${text(d, 'sizeMb')} MB，每个佐证文件最多 ${text(d, 'limitMb')} MB，没有添加，${safe}照片请用“画图”缩小后另存，扫描件请用 200 dpi 灰度重新扫描，再添加。`,
  EVIDENCE_FULL: (d) =>
    `${text(d, 'period')} 的佐证材料已有 ${text(d, 'files')} 个、${text(d, 'usedMb')} MB，每月最多 ${text(d, 'limitFiles')} 个、${text(d, 'limitMb')} MB，再加${named(d, 'file')}就放不下了，没有添加，${safe}请移除不需要的，或把照片缩小后再加。`,
  EVIDENCE_DAMAGED: (d) =>
    `佐证材料${named(d, 'file')}（${text(d, 'form')}${d.row ? ` ${text(d, 'row')}` : ''}）在本机存的内容坏了，打不开，也不能随包上报。没有执行，填报的${safe}请把原来的文件在原处再添加一次，就补好了；手头没有原来的文件，请移除它，或从备份里找回。`,
  NOTE_UNKNOWN: () => `找不到这条批注，可能是恢复了较早的备份。没有执行，${safe}请重新打开这张表。`,

  SUBMISSION_BLOCKED: (d) =>
    d.reason
      ? `暂时不能上报：${text(d, 'reason')}。${safe}`
      : `暂时不能上报：还有 ${text(d, 'failing', '0')} 条强制性问题、${text(d, 'unexplained', '0')} 条待说明。${safe}请在“校验”里逐条处理后再上报。`,
  OUTBOX_BY_HAND: () =>
    `市局自己的报送包不从这里发送：这里设的位置是给各县交换文件用的，上级不会来取。${safe}请在“上报”里另存报送包，用文件交给上级。`,
  OUTBOX_NOT_NOW: () => `这个报送包现在不能这样处理：可能市局已经收到，也可能还没有发送过。${safe}请刷新“上报”看它现在的状态。`,
  TARGET_MISSING: () =>
    `还没有设好报送到哪里：请先导入市局的单位文件，再选文件夹，或输入市局给的密码。报送包好好地存在本机，没有发出；也可以导出后当面交。`,
  TARGET_INVALID: (d) => `“${text(d, 'folder')}”不是完整的文件夹位置，没有改动设置。请写完整路径，例如 E:\\上报。`,
  SUBMISSION_UNKNOWN: (d) => `没有找到报送包${named(d, 'packageId')}。`,
  SUBMISSION_DAMAGED: (d) =>
    `报送包${named(d, 'file')}（${formatPeriod(text(d, 'period'))}）在本机存的内容坏了，没有取出，填报的${safe}请从当时另存的文件或备份里找回；已经报到市里的不受影响。`,
  PACKAGE_UNREADABLE: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}不是碳报的报送包，或已损坏得无法打开。没有读入任何内容，请让对方重新发送。`,
  PACKAGE_VERSION_UNKNOWN: (d) => `这个报送包用了更新的格式（${text(d, 'version', '？')}），本程序读不了。包没有改动，请升级程序后再看。`,
  CITY_DATABASE_AWAY: () =>
    '市级数据库暂时连不上。已经收进去的报送包都在数据库里，没有改动；刚才这一步没有做。请管理员看看数据库服务器是否开着、地址和密码是否正确，再试一次。',
  HUB_SIGN_IN_WRONG: () => '姓名或密码不对，没有登录。请核对后再试；忘了密码请找管理员重设。',
  HUB_SIGN_IN_WAIT: (d) => `输错的次数多了，请等 ${text(d, 'seconds', '30')} 秒再试。数据没有受影响。`,
  HUB_SESSION_OVER: () => '登录已经过期。已经保存的都在，刚才这一步没有做。请重新登录后再做一次。',
  HUB_NOT_ALLOWED: () => '您的账号没有做这一步的权限，什么也没有改动。需要的话请找管理员调整。',
  HUB_ACCOUNT_EXISTS: (d) => `已经有叫${named(d, 'name')}的账号，没有再建。要换密码请用 hub-account password。`,
  HUB_ACCOUNT_UNKNOWN: (d) => `没有叫${named(d, 'name')}的账号，什么也没有改动。`,
  HUB_PASSWORD_WEAK: () => '密码太短：至少要 10 个字。账号没有改动，请换一个长一点的再试。',
  KEYS_MISSING: () => `本机还没有签名钥匙。${safe}请先在设置的“钥匙”里生成，再把单位文件交给对方核对。`,
  KEYS_UNREADABLE: () =>
    `本机的签名钥匙文件（数据文件夹里的 keys）损坏，现在不能签名。${safe}请在设置的“钥匙”里换一把新的，并请对方重新核对指纹。`,
  KEYS_LOCKED: () =>
    `签名钥匙由这台电脑的系统密码库保管，现在打不开（可能用了命令行或浏览器方式，也可能数据是从别的电脑搬来的）。${safe}请用桌面程序再试；若是换了电脑，请换一把新钥匙并请对方重新核对指纹。`,
  KEY_UNSUITABLE: () => `对方单位文件里的钥匙不能用。${safe}请让对方重新导出单位文件后再试。`,
  SIGNED_FILE_UNREADABLE: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}不完整或被改动过，不能当作单位文件、回执或豁免通知使用。没有读入任何内容，${safe}请让对方重新发送。`,
  SIGNED_FILE_NEWER: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}是更新版本的程序写的，本程序读不了。没有读入任何内容，${safe}请升级程序后再试。`,
  SIGNED_FILE_STRANGER: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}是用本机不认识的钥匙签名的（指纹 ${shownFingerprintWords(text(d, 'fingerprint'))}），没有采用。${safe}请先导入对方的单位文件并在电话里核对指纹，再导入这个文件。`,
  CITY_ONLY: () => `这一步只有市局能办，本机是县区填报用的，没有执行，${safe}请在市局的数据文件夹里办（命令行：tanbao init --role city）。`,
  CITY_PACKAGE_UNKNOWN: () => `收件箱里没有这个报送包，没有执行，${safe}请刷新后再选。`,
  CITY_FILE_UNKNOWN: () => `“待处理”里没有这个文件，可能已经收下了，没有执行，${safe}请刷新后再看。`,
  CITY_DOCUMENTS_MISSING: (d) =>
    `${text(d, 'unit')} ${text(d, 'period')} 的报送包在，但整理出来供汇总用的数据缺了一部分，没有汇总，以免少算。${safe}请用命令行 tanbao rebuild 从报送包重新整理，再试一次。`,
  CITY_RULE_UNKNOWN: (d) => `本方案没有编号为${named(d, 'rule')}的规则，没有执行，${safe}请核对规则编号。`,
  CITY_DECISION_REFUSED: (d) =>
    `${text(d, 'unit')} ${text(d, 'period')} 第 ${text(d, 'revision')} 版：${decisionRefusal(text(d, 'reason'))}没有执行，${safe}`,
  SIGNED_FILE_FORGED: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}的签名和内容对不上，可能在路上损坏，也可能被人改过，没有采用。${safe}请让对方重新发送，并打电话核实。`,
  KEY_FOREIGN: (d) =>
    `这份单位文件是“${text(d, 'name')}”的，不是本方案里和本机往来的${d.role === 'county' ? '县区' : '市局'}。没有采用，${safe}请向对方要本方案的单位文件。`,
  KEY_WORDS_WRONG: () =>
    `输入的指纹词和文件里的钥匙对不上，没有采用。${safe}请打电话请对方把“钥匙”里的八个词再念一遍；若仍对不上，文件可能被人换过，请不要使用。`,
  KEY_KNOWN: () => `这把钥匙已经在用了，不用再导入。${safe}`,
  KEY_UNKNOWN: () => `没有这把钥匙，或者它早已停用。${safe}请刷新后再看。`,
  SIGNED_FILE_REVOKED: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}是用一把已经停用的钥匙签名的（指纹 ${shownFingerprintWords(text(d, 'fingerprint'))}），没有采用。${safe}请让对方用现在的钥匙重新签发。`,
  EXCHANGE_UNKNOWN: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}不是碳报的单位文件、回执或豁免通知，没有读入任何内容。${safe}请核对文件后再试。`,
  EXCHANGE_PACKAGE: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}是报送包，不是回执。没有读入任何内容，${safe}县里可以用“核验报送包”查看，市局请在“收件”里接收。`,
  WRAPPED_FOR_OTHERS: (d) =>
    `${d.file ? `文件${named(d, 'file')}` : '这个文件'}是加密的，本机的钥匙打不开（可能是发给别人的，也可能已损坏）。${safe}请让对方用本单位现在的单位文件重新加密发送。`,
  RECEIPT_FOREIGN: () =>
    `这张回执说的报送包不是本机报出的，或者内容和报出的不一样，没有采用。${safe}请核对是不是别的单位的回执，再与市局联系。`,
  RECEIPT_CODE_SLIP: () => `回执码里有字打错了，没有采用。${safe}请对照再输一遍（10 个字，没有 0、1、I、L、O）。`,
  RECEIPT_CODE_WRONG: () => `这个回执码和所选的报送包对不上，没有采用。${safe}请核对是不是这个月、这一版的报送包，再请市局念一遍。`,
  WAIVER_FOREIGN: () => `这份豁免不是给本单位、本方案的，没有采用。${safe}请核对后与市局联系。`,
  COMMENT_UNKNOWN: () => `没有找到这条退回意见。${safe}请刷新后再看。`,
  REOPEN_NEEDED: (d) =>
    `${formatPeriod(text(d, 'period'))}的报表市局已经接收，不能自行改动。${safe}确需更正的，请先请市局说明原因后重新打开，收到回执即可修订。`,
  COUNTY_KEY_MISSING: () => `本机还没有这个县区的钥匙，算不出回执码。${safe}请先导入县区的单位文件并核对指纹，或者把回执文件交给县里。`,
  RECEIPT_NOT_SPOKEN: () => `这个结论要写明原因，没有回执码。${safe}请把回执文件交给县里。`,
  CITY_KEY_MISSING: () => `本机还没有市局的钥匙，无法核对回执码。${safe}请先导入市局的单位文件并核对指纹。`,
}

/** The Chinese sentence for a refused call. Details only fill names and numbers in. */
export function errorSentence(code: AppErrorCode, details: ErrorDetails = {}): string {
  return sentences[code](details)
}
