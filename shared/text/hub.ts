/** What the hub says: on the command line, and on the page where people sign in. */
const roleNames = { reader: '查看', clerk: '经办', leader: '审批', admin: '管理' } as const

export const hubText = {
  usage: `市级数据中心的账号

用法：tanbao hub-account <命令> --database-url 数据库地址 [--json]

  list                                        全部账号
  add 姓名 --role 角色 --password-file 文件     新建账号；口令在文件第一行，至少 10 个字
  password 姓名 --password-file 文件           换口令，同时解除输错次数的等待
  role 姓名 --role 角色                        改角色：reader 查看、clerk 经办、leader 审批、admin 管理
  close 姓名                                  停用账号，立即退出登录；做过的事仍在记录里

数据库地址也可以放在环境变量 TANBAO_DATABASE_URL 里，免得密码出现在命令行。`,
  unknownCommand: (name: string) => `没有“hub-account ${name}”这个命令。运行 tanbao hub-account --help 查看用法；没有执行任何操作。`,
  serving: (origins: readonly string[]) => `市级数据中心已经启动，各台电脑用浏览器打开：\n${origins.join('\n')}\n按 Ctrl+C 结束。`,
  noAccounts: '还没有账号，谁也登录不了。请先用 tanbao hub-account add 建一个。',
  badRole: (given: string) => `角色只能是 reader、clerk、leader、admin，不能是“${given}”`,
  added: (name: string) => `已建立账号：${name}`,
  changed: (name: string) => `已更改：${name}`,
  closed: (name: string) => `已停用：${name}`,
  role: (role: keyof typeof roleNames) => roleNames[role],
  account: (name: string, role: keyof typeof roleNames, disabled: boolean) => `${name}　${roleNames[role]}${disabled ? '（已停用）' : ''}`,
  signIn: {
    title: '登录碳报市级工作台',
    name: '姓名',
    password: '口令',
    submit: '登录',
    working: '正在登录…',
    help: '账号由本单位的管理员建立。忘了口令请找管理员重设，收到的报送包和办理记录不受影响。',
    over: '登录已经过期，请重新登录。已经保存的都在。',
    signOut: '退出登录',
    who: (name: string, role: keyof typeof roleNames) => `${name}（${roleNames[role]}）`,
    away: '连不上服务器。已经保存的都在，请检查网络后再试。',
  },
} as const
