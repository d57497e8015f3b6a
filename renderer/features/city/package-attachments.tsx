import { Button } from 'antd'
import type { Output } from '../../../shared/contract/index.ts'
import { cityScreenText } from '../../../shared/text/ui-city.ts'
import { commonText } from '../../../shared/text/ui-common.ts'
import { evidenceText } from '../../../shared/text/ui-evidence.ts'
import { useModel } from '../../app/app-model.ts'
import { HeadRow } from '../../ui/head-row.tsx'
import { isPictureName, Picture } from '../../ui/picture.tsx'
import { useOpenEvidence } from '../../ui/use-open-evidence.ts'
import { WideTable } from '../../ui/wide-table.tsx'
import { columnLabel } from '../grid/columns.ts'

type View = Output<'city.package'>
type Attachment = View['attachments'][number]
const text = evidenceText.city

/** The files that came with the figures; they are looked at and saved, never opened by the program. */
export function PackageAttachments({ view: { facts, attachments } }: { readonly view: View }) {
  const { platform, ready } = useModel()
  const { picture, close, look, save } = useOpenEvidence()
  if (attachments.length === 0) return <p className="muted">{text.none}</p>
  const placeOf = ({ form, rowId, rowKey, field }: Attachment): string => {
    const column = ready.pack.forms.find(({ id }) => id === form)?.fields.find(({ key }) => key === field)
    const row = rowId === null ? cityScreenText.package.whole : (rowKey ?? '')
    return [row, column === undefined ? (field ?? '') : columnLabel(column)].filter((part) => part !== '').join(' · ')
  }
  const read =
    ({ sha256, name }: Attachment) =>
    async () => {
      const { bytes } = await platform.call('city.attachment', { sha256: facts.sha256, attachment: sha256 })
      // The same content may have come under several names.
      return { fileName: name, bytes }
    }
  return (
    <>
      <p className="muted">{text.warning}</p>
      <WideTable className="city-table" label={evidenceText.title}>
        <HeadRow labels={text.columns} />
        <tbody>
          {attachments.map((file) => (
            <tr key={`${file.form} ${file.rowId} ${file.field} ${file.sha256}`}>
              <td>{file.form}</td>
              <td>{placeOf(file)}</td>
              <td>{file.name}</td>
              <td>{commonText.bytes(file.bytes)}</td>
              <td>{file.by}</td>
              <td>
                <span className="row row-tight">
                  {isPictureName(file.name) && (
                    <Button size="small" aria-label={evidenceText.openOf(file.name)} onClick={() => void look(read(file))}>
                      {evidenceText.open}
                    </Button>
                  )}
                  <Button size="small" aria-label={evidenceText.saveOf(file.name)} onClick={() => void save(read(file))}>
                    {evidenceText.save}
                  </Button>
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <Picture picture={picture} onClose={close} />
    </>
  )
}
