/** Writes down which libraries the built program holds, with their versions and licences, for the page 关于. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createBuilder } from 'vite'

const checkout = join(import.meta.dirname, '..', '..')
/** Not bundled but shipped beside the bundles. */
const beside = ['electron', 'better-sqlite3']

interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
}
const packageOf = (id: string): string | undefined => {
  const [, inside] = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id) ?? []
  return inside
}

async function bundled(): Promise<ReadonlySet<string>> {
  const names = new Set(beside)
  const builder = await createBuilder({
    configFile: join(checkout, 'vite.config.ts'),
    logLevel: 'error',
    build: { write: false },
    plugins: [
      {
        name: 'packages-of-bundles',
        generateBundle(_options, bundle) {
          for (const chunk of Object.values(bundle)) {
            if (chunk.type !== 'chunk') continue
            for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
              const name = packageOf(id)
              if (name !== undefined && renderedLength > 0) names.add(name)
            }
          }
        },
      },
    ],
  })
  for (const environment of Object.values(builder.environments)) {
    environment.config.build.write = false
    environment.config.build.emptyOutDir = false
    await builder.build(environment)
  }
  return names
}

function licenceOf(name: string): Licence {
  const { version, license, licenses } = JSON.parse(readFileSync(join(checkout, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string
    license?: string | { type: string }
    /** As older packages write it. */
    licenses?: readonly { type: string }[]
  } // every package describes itself so
  return { name, version, licence: typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type ?? '') }
}

const licences = [...(await bundled())].sort().map(licenceOf)
const unnamed = licences.filter(({ licence }) => licence === '')
if (unnamed.length > 0) throw new Error(`no licence named by ${unnamed.map(({ name }) => name).join(', ')}`)
writeFileSync(join(checkout, 'resources', 'licences.json'), `${JSON.stringify(licences, null, 2)}\n`)
console.log(`${licences.length} libraries`)
