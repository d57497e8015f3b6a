import {
  BarChartOutlined,
  CalendarOutlined,
  FileTextOutlined,
  HomeOutlined,
  InboxOutlined,
  LineChartOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  QuestionCircleOutlined,
  SendOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { handsUp } from '../../shared/forms/superior.ts'
import { cityScreenText } from '../../shared/text/ui-city.ts'
import { commonText } from '../../shared/text/ui-common.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { moveAlong } from '../ui/move-along.ts'
import { useModel, useMonth } from './app-model.ts'
import { keysOf } from './place-keys.ts'
import { formatPlace, type Route } from './route.ts'

interface NavigationProps {
  readonly route: Route
  readonly narrow: boolean
  readonly onNarrow: () => void
}

/** The menu: the screens of this desk. */
export function Navigation({ route, narrow, onNarrow }: NavigationProps) {
  const { ready, platform } = useModel()
  const period = useMonth((state) => state.period)
  const { nav } = commonText
  const { nav: cityNav, atTheTop } = cityScreenText
  const isCity = ready.profile.role === 'city'
  const owes = handsUp(ready.pack.manifest, ready.profile)
  const isHub = platform.account !== undefined
  const link = (target: Route, label: string, sign: React.ReactNode) => {
    const current = route.screen === target.screen && (!('form' in target) || ('form' in route && route.form === target.form))
    const name = 'form' in target ? `${target.form} ${label}` : label
    const keys = keysOf(target)
    const hint = keys === undefined ? name : nav.keys(name, keys)
    return (
      <a
        key={formatPlace(target, '')}
        href={formatPlace(target, period)}
        aria-current={current ? 'page' : undefined}
        title={narrow || keys !== undefined ? hint : undefined}
        aria-keyshortcuts={keys}
        aria-label={narrow ? name : undefined}
      >
        {sign}
        <span className="nav-text">{label}</span>
      </a>
    )
  }
  return (
    <nav className="frame-nav" aria-label={nav.label} onKeyDown={(event) => moveAlong(event, 'a', 'vertical')}>
      {isCity && link({ screen: 'inbox' }, cityNav.inbox, <InboxOutlined aria-hidden />)}
      {isCity && link({ screen: 'sums' }, cityNav.sums, <BarChartOutlined aria-hidden />)}
      {!isHub && (
        <>
          {link({ screen: 'month' }, owes ? nav.month : atTheTop.month, <HomeOutlined aria-hidden />)}
          <h2>{owes ? (isCity ? cityNav.ownForms : nav.forms) : atTheTop.forms}</h2>
          {ready.pack.forms.map((form) => link({ screen: 'report', form: form.id }, form.title, <b className="nav-form">{form.id}</b>))}
          {link({ screen: 'submit' }, nav.submit, <SendOutlined aria-hidden />)}
          {link({ screen: 'progress', sheet: null, indicator: null }, nav.progress, <LineChartOutlined aria-hidden />)}
          {link({ screen: 'calendar' }, nav.calendar, <CalendarOutlined aria-hidden />)}
          {link({ screen: 'plan', clause: null }, nav.plan, <FileTextOutlined aria-hidden />)}
        </>
      )}
      <span className="frame-spring" />
      {link({ screen: 'help', about: null }, nav.help, <QuestionCircleOutlined aria-hidden />)}
      {!isHub && link({ screen: 'settings' }, nav.settings, <SettingOutlined aria-hidden />)}
      <IconButton
        label={narrow ? nav.unfold : nav.fold}
        icon={narrow ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
        onClick={onNarrow}
      />
    </nav>
  )
}
