/** What the check of a pack says about what loads but is odd: each a sentence and what to do. */
type Said = readonly [message: string, advice: string]

export const packLintText = {
  rule: (id: string) => `规则 ${id}`,
  indicator: (title: string) => `指标“${title}”`,
  parameter: (key: string) => `参数 ${key}`,
  duty: (form: string) => `表 ${form} 的报送要求`,
  field: (form: string, label: string) => `${form} 的“${label}”栏`,
  namedField: (key: string, label: string) => `${label}（${key}）`,
  neverApplies: (id: string): Said => [
    `规则 ${id} 的 when 按本方案的参数永远不成立，这条规则在本方案里从不启用。`,
    '如果是参数开关有意关掉的，可以不改；否则请改正 when 或参数，公共库的规则也可以写进 withoutRules 并说明理由。',
  ],
  neverFails: (id: string): Said => [
    `规则 ${id} 的 expr 按本方案的参数永远成立，这条规则从不提示。`,
    '如果是参数开关有意放开的，可以不改；否则请改正 expr 或参数。',
  ],
  noBoundary: (id: string, limits: readonly string[]): Said => [
    `规则 ${id} 和界值 ${limits.join('、')} 比大小，却没有写齐界值例子。`,
    '请补三个例子：刚好低一点（boundary: below）、正好（exact）、刚好高一点（above）。',
  ],
  unknownCode: (id: string, field: string, list: string, code: string): Said => [
    `规则 ${id} 把“${field}”和“${code}”作比较，代码表 ${list} 里没有这个代码，比较永远不成立。`,
    '请把代码改成代码表里有的，或在代码表里补上。',
  ],
  outsideLife: (id: string, from: string, to: string): Said => [
    `规则 ${id} 的有效期不在方案执行期（${from} 至 ${to}）之内，永远不会启用。`,
    '请改正 validFrom、validTo，或删去这条规则。',
  ],
  formNotCarried: (id: string, forms: readonly string[]): Said => [
    `规则 ${id} 用到的表 ${forms.join('、')} 不在本方案里，这条规则没有启用。`,
    '请在 pack.yaml 的 forms 里补上这张表，或把规则移到公共库，或删去。',
  ],
  unknownSource: (what: string, clause: string): Said => [
    `${what}的依据“${clause}”不是从已列明的文件开头的。`,
    '请用 clauses.yaml（或公共库 clauses 文件夹）里列出的文件名称开头，例如“GB/T 2589-2020”“产品口径，……”；新的文件请先列进去。',
  ],
  unknownPassage: (what: string, source: string, clause: string): Said => [
    `${what}的依据写的是${source}“${clause}”，这份文件的条款清单里没有这一条。`,
    '请核对条款号；清单漏列的，请在 clauses 清单里补上条款号和一句概括。',
  ],
  unusedFields: (form: string, fields: readonly string[]): Said => [
    `表 ${form} 有 ${fields.length} 栏没有任何规则、公式、合计、自然键或行名用到：${fields.join('、')}。`,
    '请想一想是不是漏写了规则；只是登记备查的，在这一栏写 recordOnly: true，就不再提醒。',
  ],
  unusedParameter: (key: string): Said => [
    `参数 ${key} 没有被任何规则或公式用到。`,
    '请删去，或写上用它的规则；登记方案条文的请写明 facts。',
  ],
  unusedCodes: (id: string): Said => [`代码表 ${id} 没有任何一栏或规则用到。`, '请删去，或在字段的 codes 里用上它。'],
} as const
