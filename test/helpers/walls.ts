/** Who may import what. The same table stands in docs/architecture; this one is enforced. */
import { importsOf, type Sources } from './sources.ts'

/** Inside shared nothing imports upwards. `text` is beside the stack: it may name the types of all others. */
const sharedOrder = ['model', 'forms', 'plan', 'rules', 'submission', 'city', 'contract'] as const
const sharedPackages: Readonly<Record<string, readonly string[]>> = {
  model: ['zod', 'big.js', 'chinese-days'],
  forms: ['zod'],
  rules: ['zod', '@marcbachmann/cel-js'],
  plan: ['zod', 'chinese-days'],
  submission: ['zod'],
  sync: ['zod'],
  city: ['zod'],
  contract: ['zod'],
  text: [],
}

interface Zone {
  readonly folders: readonly string[]
  readonly packages: readonly string[]
  readonly node: boolean
}
const electronZones: Readonly<Record<string, Zone>> = {
  engine: {
    folders: ['shared', 'electron/engine'],
    packages: [
      'better-sqlite3',
      'zod',
      'yaml',
      'yauzl',
      'yazl',
      'saxes',
      'xlsx',
      'iconv-lite',
      'papaparse',
      'pdfjs-dist',
      'age-encryption',
      'pg',
      'sm-crypto-v2',
      'aws4fetch',
      'ssh2-sftp-client',
    ],
    node: true,
  },
  adapters: { folders: ['shared', 'electron/engine', 'electron/adapters'], packages: [], node: true },
  host: { folders: ['shared', 'electron/engine', 'electron/adapters', 'electron/host', 'electron/cli'], packages: [], node: true },
  hub: {
    folders: ['shared', 'electron/engine', 'electron/adapters', 'electron/host', 'electron/hub'],
    packages: ['pg', 'zod'],
    node: true,
  },
  cli: {
    folders: ['shared', 'electron/engine', 'electron/adapters', 'electron/host', 'electron/hub', 'electron/cli'],
    packages: ['zod'],
    node: true,
  },
  shell: {
    folders: ['shared', 'electron/engine', 'electron/adapters', 'electron/host', 'electron/cli', 'electron/shell', 'electron/preload'],
    packages: ['electron'],
    node: true,
  },
  preload: { folders: ['shared/contract', 'electron/preload'], packages: ['electron'], node: false },
}
const renderer: Zone = {
  folders: ['shared', 'renderer'],
  packages: ['react', 'react-dom', 'zustand', 'zod', 'antd', '@ant-design/icons', 'dayjs', 'echarts', 'papaparse', 'chinese-days'],
  node: false,
}
/** The two ends of a door put the engine together with what plain Node offers. */
const composition = new Map([['electron/engine/worker.ts', ['electron/adapters']]])

const isInside = (target: string, folders: readonly string[]) => folders.some((folder) => target.startsWith(`${folder}/`))
const packageOf = (target: string) =>
  target
    .split('/')
    .slice(0, target.startsWith('@') ? 2 : 1)
    .join('/')
const isOurs = (target: string) => /^(?:shared|electron|renderer|test|resources|\.\.)\//.test(target)

function mayImport(file: string, target: string, isTypeOnly: boolean): boolean {
  const [top = '', zone = ''] = file.split('/')
  if (top === 'shared') return mayShare(zone, target, isTypeOnly)
  const rules = top === 'renderer' ? renderer : electronZones[zone]
  if (!rules) return false
  if (target.startsWith('node:')) return rules.node
  if (isOurs(target)) return isInside(target, [...rules.folders, ...(composition.get(file) ?? [])])
  return rules.packages.includes(packageOf(target))
}

function mayShare(zone: string, target: string, isTypeOnly: boolean): boolean {
  if (!isOurs(target)) return sharedPackages[zone]?.includes(packageOf(target)) ?? false
  const [top, other = ''] = target.split('/')
  if (top !== 'shared') return false
  if (other === zone) return true
  if (other === 'text') return zone !== 'model'
  if (zone === 'text') return isTypeOnly || other === 'model' || other === 'forms'
  const height = (name: string) => sharedOrder.findIndex((one) => one === (name === 'sync' ? 'submission' : name))
  return height(other) >= 0 && height(other) < height(zone)
}

/** Every import that crosses a wall, as `file -> target`. */
export function crossings(sources: Sources): string[] {
  return [...sources].flatMap(([file, text]) =>
    importsOf(file, text)
      .filter(({ target, isTypeOnly }) => !mayImport(file, target, isTypeOnly))
      .map(({ target }) => `${file} -> ${target}`),
  )
}
