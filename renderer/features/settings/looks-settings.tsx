import { Checkbox, Radio, Select } from 'antd'
import { useStore } from 'zustand'
import { type Looks, themeChoices } from '../../../shared/model/looks.ts'
import { settingsText } from '../../../shared/text/ui-settings.ts'
import { useModel } from '../../app/app-model.ts'
import { useAction } from '../../ui/use-action.ts'

const text = settingsText.looks
const zooms = [100, 110, 125, 150, 175, 200] as const

/** Colours, size, and help for programs that read the screen. */
export function LooksSettings() {
  const { platform, looks } = useModel()
  const wanted = useStore(looks.store, (state) => state.wanted)
  const act = useAction()
  const change = (part: Partial<Looks>) => void act(() => looks.set({ ...wanted, ...part }))
  // A size that the keys chose may lie between those offered.
  const offered = [...new Set([...zooms, wanted.zoom])].sort((a, b) => a - b)
  return (
    <section aria-label={text.title} id="looks">
      <h2>{text.title}</h2>
      <fieldset className="settings-field">
        <legend>{text.theme}</legend>
        <Radio.Group
          name="theme"
          value={wanted.theme}
          onChange={({ target }) => change({ theme: target.value })}
          options={themeChoices.map((value) => ({ value, label: text.themes[value] }))}
        />
        <p className="muted">{text.themeHint}</p>
      </fieldset>
      <div className="settings-field">
        <h3>{text.zoom}</h3>
        {platform.zoom ? (
          <Select
            aria-label={text.zoom}
            value={wanted.zoom}
            onChange={(zoom) => change({ zoom })}
            options={offered.map((value) => ({ value, label: text.percent(value) }))}
          />
        ) : null}
        <p className="muted">{platform.zoom ? text.zoomHint : text.zoomByKeys}</p>
      </div>
      <Checkbox checked={wanted.screenReader} onChange={({ target }) => change({ screenReader: target.checked })}>
        {text.screenReader}
      </Checkbox>
      <p className="muted">{text.screenReaderHint}</p>
    </section>
  )
}
