import { Collapse, Descriptions, Table } from 'antd'
import source from '../../../resources/licences.json?raw'
import { aboutText as text } from '../../../shared/text/ui-about.ts'
import { useModel } from '../../app/app-model.ts'

interface Library {
  readonly name: string
  readonly version: string
  readonly licence: string
}
const libraries = JSON.parse(source) as readonly Library[] // written when the libraries are chosen, and held against them by a test

/** What the program is, its version and what it is made of. */
export function AboutSettings() {
  const { ready } = useModel()
  return (
    <section aria-label={text.title} id="about">
      <h2>{text.title}</h2>
      <p>{text.what}</p>
      <Descriptions
        size="small"
        column={1}
        items={[{ key: 'version', label: text.version, children: `${text.name} ${ready.info.version}` }]}
      />
      <p>{text.licence}</p>
      <Collapse
        items={[
          {
            key: 'libraries',
            label: text.libraries(libraries.length),
            children: (
              <Table<Library>
                rowKey="name"
                size="small"
                pagination={{ pageSize: 20, showSizeChanger: false }}
                dataSource={[...libraries]}
                columns={[
                  { title: text.library, dataIndex: 'name' },
                  { title: text.libraryVersion, dataIndex: 'version' },
                  { title: text.libraryLicence, dataIndex: 'licence' },
                ]}
              />
            ),
          },
        ]}
      />
    </section>
  )
}
