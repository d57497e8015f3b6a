/** Words that explain nothing by themselves, and what is said when an explanation holds nothing else. */

const words = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Somebody looked, and found it so. */
const assurances = words(`
  核实 核查 核对 复核 审核 查验 查实 查证 检查 核定 校核 校验 核准 验证 确认 认定 审阅 审查 审定 审批 批准 把关 过目 查看
  属实 真实 准确 正确 无误 可靠 有效 完整 合理 合规 合法 规范 正常 异常 问题 没问题 可信 可查 负责 保证 承诺
  看过 查过 核过 问过 没毛病
  没有错误 没有任何错误 没错误 无错误 无任何错误 不存在错误 未发现错误 没有发现错误 没有错 没错 没有差错 无差错 没有出入 无出入 不错
  不存在 未发现 发现 正常生产 生产正常 生产经营正常 运行正常 正常运行 经营正常 正常经营
  一致 相同 相符 符合 吻合 一样 持平 不变 没变 未变 变化 变动 波动 浮动 增减 现象 范围内 范围 逻辑 为准 差不多 没区别
  与台账一致 没有虚报 虚报 瞒报 虚假 造假 异议 区间 往常 往月 核算 测算 沟通 联系 电话 询问 咨询 对接 走访 答复 回复 告知 反映 表示
  实际 事实 实情 现实 客观 主观 如此 就这样 这样 那样 如实 据实 按实 照实 切实 确实 的确 确属 属于 实事求是 现场 实地
`)

/** What every report is made of. */
const formalities = words(`
  数据 数字 数值 数量 指标 情况 状况 企业 单位 公司 填报 上报 申报 报送 填写 填列 填入 填的 填的数 录入 输入 统计 汇总 提供 提交 来源 来自 反馈
  报表 报告 表格 台账数 内容 信息 资料 材料 结果 结论 记录在案 存档 系统 自动 生成 计算 得出 要求 规定 文件 通知 精神 上级
  领导 工作人员 经办人 填报人 填表人 审核人 负责人 统计员 人员均 我县 我市 我区 我局 我单位 我们 他们 本县 本市 本区 本局 本单位 本企业 本公司 自己 大家
  说明 解释 汇报 阐述 特此 敬请 恳请 烦请 谅解 理解 知悉 收悉 支持 谢谢 感谢 希望 同意 通过 可以通过 放行
  如下 如上 如题 以上 以下 上述 下述 所述 所示 同上 同前 见上 见下 见附件 附件 详见 参见 备注 附后
  自身 原因 理由 因素 缘故 关系 影响 导致 造成 引起 产生 致使 所致 特殊 种种 多方面 各方面 方面 需要 工作
  不清楚 不知道 不了解 不详 不明 暂无 待定 待查 待核 待核实 后补 再说 测试 试试 随便 其他 其它 无可奉告 没什么 没啥 没有 没办法 随便写 报的 这么 那么
  不用改 不需改 不必改 无需改 不要改 不改 改动 更改 修改 改正 修正 不用 不需要 无需 不必
  增加 减少 增长 下降 上升 降低 增大 减小 偏大 偏小 偏高 偏低 较大 较小 较高 较低 变大 变小 大于 小于 高于 低于 超过 超出
  严格 认真 仔细 反复 多次 再次 逐项 逐一 逐条 进行 已经 完成 予以 给予 给出 作出 做出 得到 按时 及时
  上月 上期 上年 去年 同期 同比 环比 本月 本期 当月 今年 本年 往年 历年 历史 每月 每年 月份 目前 现在 当前 之前 以前 以后 今后 近期 期间
  由于 因为 因此 所以 因而 为此 但是 并且 而且 以及 关于 对于 按照 根据 依据 依照 遵照 结合 经过 通过 就是 都是 不是 只是 还是 算是 对的 好的 行的 是的
  可以 能够 可能 应该 应当 必须 或许 大概 大约 左右 基本 大致 总体 整体 全部 所有 一切 各项 各种 任何 一些 有些 有关 相关 相应 具体 详细 一般 通常 普通
  完全 非常 十分 比较 特别 一下 一点 这个 那个 这里 那里 这次 本次 此次 什么 怎么 为什么 时候
`)

/** Phrases first, so that no word of them stays behind. */
export const emptyPhrases: readonly string[] = [...new Set([...assurances, ...formalities])].toSorted((a, b) => b.length - a.length)

/** Characters that only join words; none of them names a thing or an event. */
export const joiningCharacters =
  '的了是有在和与及或等也就都均已经为我你他此该其这那个各本由于因故所以对按照据依之而则并且不无没未请很可能会将到从被把给让使得着又还再只仅才较更最些每某即若如但却略属系比吧呢啊吗呀嘛哦月日年'

/** Counting signs in their order or out of it, where a sentence was asked for. */
export const countingRun = /[甲乙丙丁戊己庚辛壬癸]{3,}|[子丑寅卯辰巳午未申酉戌亥]{4,}|[〇零一二三四五六七八九十]{4,}/g

/** An assurance in many words is one: nothing wrong was found, what the figure was taken from, a change that is said to be usual. */
export const emptyTurns: readonly RegExp[] = [
  /(?:没有?|无|未|不)(?:出现|发现|发生|存在|看到|见到|见|任何|什么|一点|过|有|的)*(?:错误|差错|问题|毛病|异常|出入|误差|偏差)/g,
  /(?:来源于?|来自于?|取自|源于|出自|按照?|根据|依据|依照|参照|对照|查阅|核对|与|和|以)(?:了|该|本|此)?(?:企业|公司|单位)?(?:的|生产|统计|能源|原始)*台账/g,
  /(?:正常|合理)的?(?:生产经营|生产|经营)的?(?:波动|变化|变动|浮动|增减|现象)/g,
]

/** Causes that are written with words which say nothing elsewhere. */
export const plainCauses: readonly RegExp[] = [
  // It did not run as it does.
  /(?<!没有|没|不存在|未发现|未出现|并非|不是)(?:未|没有?|不|无法|难以)(?:能|能够|得到|可以|再|恢复)*正常的?(?:进行|开展)?(?:生产|经营|运行|营业|运转|运营|开工|作业)/,
  /(?:生产|经营|运行|营业|运转|运营)(?:状况|状态|情况)?(?:还|仍|很|一直)*(?:不|没有|未)(?:太|够|能|很|大)*(?:正常|稳定)/,
  // Other things are counted, or more of them.
  /(?:统计|核算|填报|上报|报送|汇总)范围的?(?:有所|有)?(?:变化|变动|增加|减少|不同)/,
  /(?:企业|公司|单位)的?(?:数量|家数|户数|个数)的?(?:有所|有)?(?:增加|减少|变化|变动|增多|变多|变少)/,
  // What stood there before was wrong.
  /(?:上个?月|上期|上季度|上年|去年|同期|前期|往期|之前|以前|此前)(?:的|所|企业|单位|公司|同期|数据|数字|数值|数|填报|上报|申报|报送|填写|录入|统计|汇总|台账|报表)*(?:有误|有错|错误|差错|不准确|不正确|不完整|不真实|不实)/,
]

/** That there is none of the kind, or that nothing of it was done: for an empty report this is the cause, though it explains no figure. */
export const noneOfKind =
  /(?:没有|无|暂无|不存在|未有|未)(?!没有|无|其他|其它|任何(?![此这该同相有])|需|具体|发现|出现|虚|瞒|漏|误|问题|异常|变化|变动|差异|错误|出入|疑问|特殊|不妥|意见|说明|原因|情况)\p{Script=Han}{2}/u

/** What happens to a works, in four characters. */
export const shortCause =
  /停产|停工|停炉|停窑|停电|停机|停用|停业|停运|检修|维修|大修|抢修|故障|坏了|损坏|搬迁|关闭|关停|拆除|报废|放假|改造|漏报|错报|误填|错填|漏填|倒闭|破产|注销/

/** Or did not. */
export const notSo = /[不没未无非否]/

/** Each word is written the old way in places: the signs of the phrases above, and what each is written as here. */
const formerSigns =
  '實实對对審审驗验證证檢检閱阅確确認认誤误無无問问題题責责負负諾诺沒没錯错發发現现經经營营產产運运與与賬账虛虚報报瞞瞒異异議议區区間间範范圍围邏逻輯辑準准為为爲为變变動动測测聯联繫系係系電电話话詢询諮咨訪访復复覆复複复應应際际觀观樣样據据屬属數数標标況况狀状業业單单錄录輸输統统計计總总彙汇匯汇來来饋馈臺台帳账內内資资結结論论記记檔档規规級级領领導导員员辦办們们縣县說说釋释懇恳煩烦諒谅謝谢過过備备註注後后緣缘響响種种關关夠够個个這这還还從从給给讓让僅仅較较於于嗎吗將将會会請请該该時时詳详盡尽歷历曆历處处條条進进嚴严項项減减長长開开環环隨随試试幾几億亿萬万點点歸归體体場场滿满類类別别當当壞坏機机設设廠厂損损遷迁閉闭廢废銷销爐炉窯窑'
const simplified = new Map([...formerSigns].flatMap((sign, at, all) => (at % 2 === 0 ? [[sign, all[at + 1] ?? sign] as const] : [])))

/** Traditional characters as the phrases have them; others as they are. */
export const simplify = (text: string): string => Array.from(text, (sign) => simplified.get(sign) ?? sign).join('')

export const explanationFault = {
  tooShort: '写得太短，看不出原因',
  repeated: '只是重复的字',
  noChinese: '没有用中文写明原因',
  boilerplate: '只有“核实无误、与上月一致”一类的套话，没有写原因',
  unchanged: '和上次的说明一字不差，请写明本期的情况',
  mustFix: '这是强制性问题，只能改正数据，不能用说明代替',
} as const

/** What is said beside the field and in the refusal, after what is wrong with the words. */
export const reasonHelp = {
  revision: (fault: string) => `${fault}。请写明改了什么、为什么改，例如：2号锅炉用煤量漏记 12 吨，照入库单补上。`,
  zero: (fault: string) => `${fault}。请写明本月为什么没有，例如：本月无新建、在建项目，已问过各乡镇。`,
} as const
