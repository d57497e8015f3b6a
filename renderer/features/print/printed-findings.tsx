import type { FormTemplate } from '../../../shared/forms/form-schema.ts'
import { levels } from '../../../shared/model/level.ts'
import type { Finding } from '../../../shared/rules/finding.ts'
import { checkText } from '../../../shared/text/check.ts'
import { formatDate } from '../../../shared/text/format.ts'
import { findingsText } from '../../../shared/text/ui-findings.ts'
import { printText } from '../../../shared/text/ui-print.ts'

interface PrintedFindingsProps {
  readonly template: FormTemplate
  readonly title: string
  readonly unit: string
  readonly period: string
  readonly checkDate: string
  readonly findings: readonly Finding[]
  readonly points: number
}
const text = printText.findings

/** What the check found, as a list to sit down with: gravest first, with room for what was said about it. */
export function PrintedFindings({ template, title, unit, period, checkDate, findings, points }: PrintedFindingsProps) {
  const label = new Map(template.fields.map((field) => [field.key, field.label]))
  const place = ({ rowLabel, rowKey, rowId, fields }: Finding): string =>
    [rowLabel ?? rowKey ?? (rowId === null ? findingsText.wholeForm : ''), fields.map((key) => label.get(key) ?? key).join(' ')]
      .filter((part) => part !== '')
      .join(' · ')
  const counts = levels.flatMap((level) => {
    const count = findings.filter((finding) => finding.level === level).length
    return count === 0 ? [] : [text.count(level, count)]
  })
  return (
    <section className="print-sheet" style={{ fontSize: `${points}pt` }} aria-label={title}>
      <table className="print-findings">
        <thead>
          <tr className="print-plain">
            <td colSpan={6}>
              <div className="print-title">{title}</div>
              <div className="print-info">
                <span>
                  {printText.info.unit(unit)}
                  <br />
                  {printText.info.period(period)}
                </span>
                <span>{counts.length > 0 && text.counts(counts)}</span>
                <span>{text.checkedOn(formatDate(checkDate))}</span>
              </div>
            </td>
          </tr>
          <tr>
            {Object.entries(text.columns).map(([column, name]) => (
              <th key={column} scope="col" className={`print-findings-${column}`}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {findings.map((finding, at) => (
            <tr key={finding.id}>
              <td className="print-center">{at + 1}</td>
              <td className="print-center">{finding.level}</td>
              <td>{place(finding)}</td>
              <td>{finding.outcome === 'error' ? findingsText.trouble : finding.message}</td>
              <td>{finding.clause}</td>
              <td>
                {finding.waiver && <div>{checkText.waived(finding.waiver.by, finding.waiver.reason)}</div>}
                {finding.explanation && text.explained(finding.explanation.text, finding.explanation.by)}
              </td>
            </tr>
          ))}
          {findings.length === 0 && (
            <tr>
              <td className="print-zero" colSpan={6}>
                {text.none}
              </td>
            </tr>
          )}
        </tbody>
      </table>
      <div className="print-foot">
        <div className="print-signatures">
          {text.signatures.map((name) => (
            <span key={name}>
              {printText.signature(name, '')}
              <span className="print-signature" />
            </span>
          ))}
        </div>
      </div>
    </section>
  )
}
