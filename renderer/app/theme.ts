import { theme as algorithms, type ConfigProviderProps } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import 'dayjs/locale/zh-cn'
import { palettes, type ThemeName } from '../ui/palette.ts'

const nonceOf = (document: Document): string => document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? ''

const tokensOf = (name: ThemeName) => {
  const palette = palettes[name]
  return {
    fontSize: 13,
    borderRadius: 3,
    colorPrimary: palette.button,
    colorInfo: palette.button,
    colorLink: palette.brand,
    colorLinkHover: palette['brand-dark'],
    colorLinkActive: palette['brand-dark'],
    colorText: palette.ink,
    colorTextHeading: palette.ink,
    colorTextSecondary: palette['ink-soft'],
    colorTextDisabled: palette.faint,
    colorTextPlaceholder: palette.faint,
    colorTextDescription: palette['ink-soft'],
    colorTextTertiary: palette['ink-soft'],
    colorTextQuaternary: palette.faint,
    colorBgLayout: palette.page,
    colorBgContainer: palette.surface,
    colorBgElevated: name === 'dark' ? palette.head : palette.surface,
    // Also the ground of buttons that cannot be taken back.
    colorError: palette.must,
    colorErrorHover: palette.must,
    colorErrorText: palette.must,
    colorErrorBg: palette['must-soft'],
    ...(name === 'light' ? {} : { colorBorder: palette['line-strong'], colorBorderSecondary: palette.line, colorSplit: palette.line }),
    // Light grounds in the dark: what stands on them is dark, ticks and knobs too.
    ...(name === 'dark'
      ? {
          colorTextLightSolid: palette['on-strong'],
          colorWhite: palette['on-strong'],
          colorBgSpotlight: palette.notice,
          colorErrorActive: palette.must,
        }
      : {}),
    fontFamily:
      '"Microsoft YaHei UI","Microsoft YaHei","PingFang SC","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",sans-serif',
  }
}

/** Components take their styles from the static sheet; what they still add at run time carries this load's nonce. */
export const componentConfig = (document: Document, name: ThemeName): ConfigProviderProps => ({
  locale: zhCN,
  componentSize: 'small',
  csp: { nonce: nonceOf(document) },
  button: { autoInsertSpace: false },
  // Beside a dialog nothing is meant: a second click would close what the first one opened, and what was typed would be gone.
  modal: { mask: { closable: false } },
  theme: {
    zeroRuntime: true,
    cssVar: { key: `app-${name}` },
    algorithm: name === 'dark' ? algorithms.darkAlgorithm : algorithms.defaultAlgorithm,
    token: tokensOf(name),
  },
})
