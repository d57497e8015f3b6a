import {
  BarChartOutlined,
  CalendarOutlined,
  FileTextOutlined,
  HomeOutlined,
  InboxOutlined,
  LeftOutlined,
  LineChartOutlined,
  MenuFoldOutlined,
  MenuUnfoldOutlined,
  QuestionCircleOutlined,
  RightOutlined,
  SendOutlined,
  SettingOutlined,
} from '@ant-design/icons'
import { Alert, Select } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { nextPeriod, periodsBetween, previousPeriod } from '../../shared/model/period.ts'
import { formatDate, formatPeriod } from '../../shared/text/format.ts'
import { cityScreenText } from '../../shared/text/ui-city.ts'
import { commonText } from '../../shared/text/ui-common.ts'
import { endTyping } from '../ui/end-typing.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { moveAlong } from '../ui/move-along.ts'
import { useModel, useMonth } from './app-model.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { formatPlace, type Route } from './route.ts'
import { fetchScreens, Screen } from './screen.tsx'
import { goTo, usePlace } from './use-place.ts'

/** A window narrower than this, or zoomed in, keeps its width for the forms. */
const roomyWidth = 1000

/** Places that a key leads to from anywhere, half-typed or not. */
const placesByKey: Readonly<Record<string, Route>> = {
  Digit1: { screen: 'month' },
  Digit2: { screen: 'submit' },
  Digit3: { screen: 'progress', sheet: null, indicator: null },
}
const keysOf = (target: Route): string | undefined => {
  const found = Object.entries(placesByKey).find(([, route]) => route.screen === target.screen)
  return found?.[0].replace('Digit', 'Alt+')
}

/** A screen that was gone to by its link leaves the keyboard in the menu, or nowhere: the next key belongs to the screen. */
function useFocusOnScreen(main: RefObject<HTMLElement | null>, route: Route): void {
  const screen = formatPlace(route, '')
  const shown = useRef(screen)
  useEffect(() => {
    if (shown.current === screen) return
    shown.current = screen
    if (!main.current?.contains(document.activeElement)) main.current?.focus({ preventScroll: true })
  }, [main, screen])
}

/** Bar, menu and the screen that the address names. */
export function Frame() {
  const { month, ready } = useModel()
  const place = usePlace()
  const period = useMonth((state) => state.period)
  const [narrow, setNarrow] = useState(() => window.innerWidth < roomyWidth)
  const wanted = place.period ?? period
  useEffect(() => {
    const waiting = window.requestIdleCallback(() => void fetchScreens())
    return () => window.cancelIdleCallback(waiting)
  }, [])
  useEffect(() => {
    void month.show(wanted)
  }, [month, wanted])
  const { route } = place
  const main = useRef<HTMLElement>(null)
  useFocusOnScreen(main, route)
  useEffect(() => {
    const lead = (event: KeyboardEvent) => {
      const alone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      const target: Route | undefined =
        event.key === 'F1' ? { screen: 'help', about: route.screen } : alone ? placesByKey[event.code] : undefined
      if (target === undefined || event.isComposing) return
      event.preventDefault()
      endTyping()
      // Asked for where one is already, it leads to the beginning of the screen.
      if (formatPlace(target, wanted) === window.location.hash) main.current?.focus()
      else goTo(target, wanted)
    }
    // Before anything on the page that takes keys: these are wanted wherever one stands.
    window.addEventListener('keydown', lead, true)
    return () => window.removeEventListener('keydown', lead, true)
  }, [route.screen, wanted])
  return (
    <div className={narrow ? 'frame frame-narrow' : 'frame'}>
      <button type="button" className="frame-skip" onClick={() => main.current?.focus()}>
        {commonText.nav.skip}
      </button>
      <TopBar route={route} />
      <Navigation route={route} narrow={narrow} onNarrow={() => setNarrow(!narrow)} />
      <main className="frame-main" ref={main} tabIndex={-1}>
        {ready.info.warnings.length > 0 && (
          <div className="frame-warnings">
            {ready.info.warnings.map((warning) => (
              <Alert key={warning} type="warning" showIcon title={warning} />
            ))}
          </div>
        )}
        <ErrorBoundary place={formatPlace(route, period)}>
          <Screen route={route} period={wanted} />
        </ErrorBoundary>
      </main>
    </div>
  )
}

function TopBar({ route }: { readonly route: Route }) {
  const { ready } = useModel()
  const period = useMonth((state) => state.period)
  const tasks = useMonth((state) => state.tasks)
  const { manifest } = ready.pack
  const go = (wanted: string) => goTo(route, wanted)
  const text = commonText.month
  return (
    <header className="frame-top">
      <span className="frame-name">{commonText.product}</span>
      <span className="frame-unit">{ready.profile.unitName}</span>
      {ready.profile.demo && <span className="frame-demo">{commonText.demo}</span>}
      <span className="frame-spring" />
      {tasks && route.screen !== 'month' && (
        <span className="frame-due" title={tasks.holidayNote ?? undefined}>
          {text.due(formatDate(tasks.dueDate))}，{text.daysLeft(tasks.daysLeft)}
        </span>
      )}
      <span className="frame-month">
        <IconButton
          label={text.previous}
          icon={<LeftOutlined aria-hidden />}
          disabled={period <= manifest.validFrom}
          onClick={() => go(previousPeriod(period))}
        />
        <Select
          aria-label={text.label}
          variant="borderless"
          value={period}
          onChange={go}
          showSearch={{ optionFilterProp: 'label' }}
          popupMatchSelectWidth={false}
          options={periodsBetween(manifest.validFrom, manifest.validTo)
            .reverse()
            .map((value) => ({ value, label: formatPeriod(value) }))}
        />
        <IconButton
          label={text.next}
          icon={<RightOutlined aria-hidden />}
          disabled={period >= manifest.validTo}
          onClick={() => go(nextPeriod(period))}
        />
      </span>
    </header>
  )
}

interface NavigationProps {
  readonly route: Route
  readonly narrow: boolean
  readonly onNarrow: () => void
}

function Navigation({ route, narrow, onNarrow }: NavigationProps) {
  const { ready } = useModel()
  const period = useMonth((state) => state.period)
  const { nav } = commonText
  const { nav: cityNav } = cityScreenText
  const isCity = ready.profile.role === 'city'
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
      {link({ screen: 'month' }, nav.month, <HomeOutlined aria-hidden />)}
      <h2>{isCity ? cityNav.ownForms : nav.forms}</h2>
      {ready.pack.forms.map((form) => link({ screen: 'report', form: form.id }, form.title, <b className="nav-form">{form.id}</b>))}
      {link({ screen: 'submit' }, nav.submit, <SendOutlined aria-hidden />)}
      {link({ screen: 'progress', sheet: null, indicator: null }, nav.progress, <LineChartOutlined aria-hidden />)}
      {link({ screen: 'calendar' }, nav.calendar, <CalendarOutlined aria-hidden />)}
      {link({ screen: 'plan', clause: null }, nav.plan, <FileTextOutlined aria-hidden />)}
      <span className="frame-spring" />
      {link({ screen: 'help', about: null }, nav.help, <QuestionCircleOutlined aria-hidden />)}
      {link({ screen: 'settings' }, nav.settings, <SettingOutlined aria-hidden />)}
      <IconButton
        label={narrow ? nav.unfold : nav.fold}
        icon={narrow ? <MenuUnfoldOutlined aria-hidden /> : <MenuFoldOutlined aria-hidden />}
        onClick={onNarrow}
      />
    </nav>
  )
}
