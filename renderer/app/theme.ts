import type { ConfigProviderProps } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import 'dayjs/locale/zh-cn'

const nonceOf = (document: Document): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

/** Components take their styles from the static sheet; what they still add at run time carries this load's nonce. */
export const componentConfig = (document: Document): ConfigProviderProps => ({
  locale: zhCN,
  componentSize: 'small',
  csp: { nonce: nonceOf(document) },
  button: { autoInsertSpace: false },
  theme: {
    zeroRuntime: true,
    cssVar: { key: 'app' },
    token: {
      fontSize: 13,
      borderRadius: 3,
      colorPrimary: '#0b5cad',
      colorInfo: '#0b5cad',
      colorLink: '#0b5cad',
      colorTextDisabled: '#626b79',
      colorTextPlaceholder: '#5f6875',
      colorTextDescription: '#566173',
      colorTextTertiary: '#566173',
      colorTextQuaternary: '#5f6875',
      fontFamily:
        '"Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif',
    },
  },
})
