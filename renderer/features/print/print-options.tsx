import { Checkbox, Form, Select } from 'antd'
import type { PrintSettings } from '../../../shared/contract/index.ts'
import { printText as text } from '../../../shared/text/ui-print.ts'

interface PrintOptionsProps {
  readonly settings: PrintSettings
  readonly onChange: (settings: PrintSettings) => void
}
const scales = [60, 70, 80, 90, 100, 110, 120, 140]

/** The choices of an object of names, in its order. */
const optionsOf = <Name extends string>(names: Readonly<Record<Name, string>>): { value: Name; label: string }[] =>
  (Object.keys(names) as Name[]).map((value) => ({ value, label: names[value] })) // the keys are exactly the names

/** Paper, margins, columns, size and colour. */
export function PrintOptions({ settings, onChange }: PrintOptionsProps) {
  return (
    <section className="print-options" aria-label={text.settings}>
      <Form layout="vertical">
        <Form.Item label={text.paper} htmlFor="print-paper">
          <Select
            id="print-paper"
            value={settings.paper}
            options={optionsOf(text.papers)}
            onChange={(paper) => onChange({ ...settings, paper })}
          />
        </Form.Item>
        <Form.Item label={text.margins} htmlFor="print-margins">
          <Select
            id="print-margins"
            value={settings.margins}
            options={optionsOf(text.marginNames)}
            onChange={(margins) => onChange({ ...settings, margins })}
          />
        </Form.Item>
        <Form.Item label={text.columns} htmlFor="print-columns">
          <Select
            id="print-columns"
            value={settings.columns}
            options={optionsOf(text.columnNames)}
            onChange={(columns) => onChange({ ...settings, columns })}
          />
        </Form.Item>
        <Form.Item label={text.scale} htmlFor="print-scale">
          <Select
            id="print-scale"
            value={settings.scale}
            options={scales.map((value) => ({ value, label: text.percent(value) }))}
            onChange={(scale) => onChange({ ...settings, scale })}
          />
        </Form.Item>
        <Checkbox checked={settings.grey} onChange={(event) => onChange({ ...settings, grey: event.target.checked })}>
          {text.grey}
        </Checkbox>
      </Form>
      <p className="muted">{text.remembered}</p>
    </section>
  )
}
