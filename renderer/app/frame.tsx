import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import { Alert, Button, Select } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { handsUp } from '../../shared/forms/superior.ts'
import { nextPeriod, periodsBetween, previousPeriod } from '../../shared/model/period.ts'
import { formatDate, formatPeriod } from '../../shared/text/format.ts'
import { hubText } from '../../shared/text/hub.ts'
import { cityScreenText } from '../../shared/text/ui-city.ts'
import { commonText } from '../../shared/text/ui-common.ts'
import { endTyping } from '../ui/end-typing.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useModel, useMonth } from './app-model.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Navigation } from './navigation.tsx'
import { placesByKey } from './place-keys.ts'
import { formatPlace, parsePlace, type Route } from './route.ts'
import { fetchScreens, Screen } from './screen.tsx'
import { goTo, usePlace } from './use-place.ts'

/** A window narrower than this, or zoomed in, keeps its width for the forms. */
const roomyWidth = 1000

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

/** A city begins with what came in, not with the forms of its own; the hub has none of those. */
const shownRoute = (named: Route, isCity: boolean, isHub: boolean): Route =>
  (isCity && window.location.hash.length <= 1) || (isHub && named.screen === 'month') ? { screen: 'inbox' } : named

/** Bar, menu and the screen that the address names. */
export function Frame() {
  const { month, ready, platform } = useModel()
  // The hub is the city's desk only: the folder's own reports stay on the server.
  const isHub = platform.account !== undefined
  const place = usePlace()
  const period = useMonth((state) => state.period)
  const [narrow, setNarrow] = useState(() => window.innerWidth < roomyWidth)
  const wanted = place.period ?? period
  useEffect(() => {
    // Zoomed in or made smaller later on counts as much as at the start; in between, the menu is as it was last folded.
    const roomy = window.matchMedia(`(min-width: ${roomyWidth}px)`)
    const fold = () => setNarrow(!roomy.matches)
    roomy.addEventListener('change', fold)
    return () => roomy.removeEventListener('change', fold)
  }, [])
  useEffect(() => {
    const waiting = window.requestIdleCallback(() => void fetchScreens())
    return () => window.cancelIdleCallback(waiting)
  }, [])
  useEffect(() => {
    if (!isHub) void month.show(wanted)
  }, [month, wanted, isHub])
  const isCity = ready.profile.role === 'city'
  const route = shownRoute(place.route, isCity, isHub)
  const main = useRef<HTMLElement>(null)
  useFocusOnScreen(main, route)
  useEffect(() => {
    const lead = (event: KeyboardEvent) => {
      // As the address has it now: a key may come before the screen it belongs to is drawn.
      const here = parsePlace(window.location.hash)
      const shown = shownRoute(here.route, isCity, isHub)
      const alone = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
      const target: Route | undefined =
        event.key === 'F1' ? { screen: 'help', about: shown.screen } : alone ? placesByKey[event.code] : undefined
      if (target === undefined || event.isComposing) return
      event.preventDefault()
      endTyping()
      goTo(target, here.period ?? period)
      // Asked for where one is already, it leads to the beginning of the screen.
      if (formatPlace(target, '') === formatPlace(shown, '')) main.current?.focus()
    }
    // Before anything on the page that takes keys: these are wanted wherever one stands.
    window.addEventListener('keydown', lead, true)
    return () => window.removeEventListener('keydown', lead, true)
  }, [period, isCity, isHub])
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
  const { ready, platform } = useModel()
  const period = useMonth((state) => state.period)
  const tasks = useMonth((state) => state.tasks)
  const { manifest } = ready.pack
  const go = (wanted: string) => goTo(route, wanted)
  const text = commonText.month
  const owes = handsUp(manifest, ready.profile)
  return (
    <header className="frame-top">
      <span className="frame-name">{commonText.product}</span>
      <span className="frame-unit">{ready.profile.unitName}</span>
      {ready.profile.demo && <span className="frame-demo">{commonText.demo}</span>}
      <span className="frame-spring" />
      {platform.account && (
        <span className="frame-account">
          {hubText.signIn.who(platform.account.name, platform.account.role)}
          <Button size="small" ghost onClick={() => void platform.account?.signOut()}>
            {hubText.signIn.signOut}
          </Button>
        </span>
      )}
      {tasks && route.screen !== 'month' && (
        <span className="frame-due" title={tasks.holidayNote ?? undefined}>
          {owes
            ? `${text.due(formatDate(tasks.dueDate))}，${text.daysLeft(tasks.daysLeft)}`
            : cityScreenText.atTheTop.due(formatDate(tasks.dueDate))}
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
