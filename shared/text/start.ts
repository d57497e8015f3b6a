/** What `npm start` says. */
export const startText = {
  browserInstead: {
    asked: '按要求在浏览器中打开。',
    noDisplay: '这台机器没有图形桌面，改为在浏览器中使用同一程序。',
    root: '管理员（root）账户下不能打开桌面窗口，改为在浏览器中使用同一程序。',
    unsupported: '桌面窗口所需的 Electron 不支持这个系统，改为在浏览器中使用同一程序。',
    unreachable: '没有 Electron 程序文件，网络也连不上，改为在浏览器中使用同一程序。',
    fetchFailed: 'Electron 程序文件没有下载成功，改为在浏览器中使用同一程序。',
  },
  fetching: '正在下载 Electron 程序文件（约 120 MB）……',
  building: '正在准备页面（几秒钟）……',
  buildFailed: '页面没有生成成功，您的数据没有动过。请把上面的内容发给技术人员。',
  serving: (url: string) => `碳报已在本机运行，请用浏览器打开：\n${url}`,
  opened: '已为您打开默认浏览器；若没有反应，请把上面的地址复制到浏览器。',
  howToStop: '用完后在这里按 Ctrl+C 结束。',
  unexpected: '程序没有启动成功，您的数据没有动过。请重试；若仍出错，请把下面的内容发给技术人员：',
  badOption: (detail: string) => `参数不对：${detail}。可用：--demo、--browser、--data 文件夹、--port 端口。`,
  redirectTitle: '正在打开碳报',
} as const
