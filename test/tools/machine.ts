/** What the tests need from the machine besides npm packages, and how to get it on Debian. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'

export interface Part {
  /** What the part is for, for the person who has to do without it. */
  readonly purpose: string
  /** Empty: no package can bring it. */
  readonly debianPackages: readonly string[]
  /** Helpers and tests that cannot work without it; every test that reaches one of them is left out. */
  readonly usedBy: readonly string[]
  isPresent(): boolean
}

export function onPath(command: string): boolean {
  const names = process.platform === 'win32' ? [`${command}.exe`, `${command}.cmd`] : [command]
  return (process.env.PATH ?? '').split(delimiter).some((folder) => names.some((name) => existsSync(join(folder, name))))
}

const browsers = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
]

/** An installed Chromium, Chrome or Edge; `CHROMIUM_PATH` comes first. */
export function findBrowser(): string | undefined {
  return browsers.find((path) => path !== undefined && existsSync(path))
}

const postgresHome = '/usr/lib/postgresql'
/** Folder with `initdb` and `postgres`, of the newest version there is. */
export function findPostgres(): string | undefined {
  if (!existsSync(postgresHome)) return undefined
  const versions = readdirSync(postgresHome).sort((a, b) => Number(b) - Number(a))
  return versions.map((version) => join(postgresHome, version, 'bin')).find((folder) => existsSync(join(folder, 'initdb')))
}

const onLinux = process.platform === 'linux'
const hasChineseFont = () => !onLinux || spawnSync('fc-list', [':lang=zh', 'family'], { encoding: 'utf8' }).stdout?.trim().length > 0

export const parts: readonly Part[] = [
  {
    purpose: 'browser and desktop tests',
    debianPackages: ['chromium'],
    usedBy: ['test/helpers/chromium.ts', 'test/helpers/desktop-program.ts'],
    isPresent: () => findBrowser() !== undefined,
  },
  {
    purpose: 'Chinese text in pictures and prints',
    debianPackages: ['fonts-noto-cjk', 'fontconfig'],
    usedBy: [],
    isPresent: hasChineseFont,
  },
  {
    purpose: 'workbooks as LibreOffice shows and prints them',
    debianPackages: ['libreoffice-calc', 'poppler-utils'],
    usedBy: ['test/helpers/soffice.ts'],
    isPresent: () => onPath('soffice') && onPath('pdftotext'),
  },
  {
    purpose: 'power cuts rebuilt from a trace of system calls',
    debianPackages: ['strace'],
    usedBy: ['test/integration/store/power-loss.test.ts', 'test/integration/store/power-loss-backup.test.ts'],
    isPresent: () => onLinux && onPath('strace'),
  },
  {
    purpose: 'packages read by other programs',
    debianPackages: ['unzip', 'coreutils'],
    usedBy: ['test/integration/submission/package.test.ts'],
    isPresent: () => onPath('unzip') && onPath('sha256sum'),
  },
  {
    purpose: 'packages, signatures and wrapping judged by programs that are not ours',
    debianPackages: ['minisign', 'age', 'openssl'],
    usedBy: [
      'test/integration/keys/outside-tools.test.ts',
      'test/integration/keys/national.test.ts',
      'test/integration/submission/package.test.ts',
    ],
    isPresent: () => onPath('minisign') && onPath('age') && onPath('openssl'),
  },
  {
    purpose: 'the city’s set of packages in PostgreSQL',
    debianPackages: ['postgresql'],
    usedBy: ['test/helpers/postgres-server.ts'],
    isPresent: () => findPostgres() !== undefined,
  },
  {
    purpose: 'WebDAV servers that offices have',
    debianPackages: ['apache2', 'nginx-light', 'libnginx-mod-http-dav-ext'],
    usedBy: ['test/helpers/sync/apache.ts', 'test/helpers/sync/nginx.ts'],
    isPresent: () => onPath('apache2') && onPath('nginx') && existsSync('/usr/lib/nginx/modules/ngx_http_dav_ext_module.so'),
  },
  {
    purpose: 'a certificate nobody vouches for',
    debianPackages: ['openssl'],
    usedBy: ['test/integration/sync/hostile-server.test.ts'],
    isPresent: () => onPath('openssl'),
  },
  {
    purpose: 'the model of the way to the city',
    debianPackages: ['spin', 'gcc', 'libc6-dev'],
    usedBy: ['test/integration/sync/outbox-spin.test.ts'],
    isPresent: () => onPath('spin') && onPath('gcc'),
  },
  {
    purpose: 'full and read-only disks (needs the right to mount)',
    debianPackages: [],
    usedBy: ['test/integration/store/disk.test.ts'],
    isPresent: () => onLinux && spawnSync('unshare', ['-rm', 'true']).status === 0,
  },
]

/** What only `npm run test:servers` needs. */
export const serverParts: readonly Part[] = [
  {
    purpose: 'a WebDAV server that leaves half files behind',
    debianPackages: ['rclone'],
    usedBy: ['test/helpers/sync/rclone.ts'],
    isPresent: () => onPath('rclone'),
  },
  {
    purpose: 'an SFTP server',
    debianPackages: ['openssh-server', 'openssh-client'],
    usedBy: ['test/helpers/sync/sshd.ts'],
    isPresent: () => existsSync('/usr/sbin/sshd') && onPath('ssh-keygen'),
  },
  {
    purpose: 'an S3 server',
    debianPackages: ['swift-proxy', 'swift-account', 'swift-container', 'swift-object', 'memcached'],
    usedBy: ['test/helpers/sync/swift.ts'],
    isPresent: () => ['swift-proxy-server', 'swift-object-server', 'swift-ring-builder', 'memcached'].every(onPath),
  },
]

/** The commands that add what is missing; empty where nothing is missing or this is not a Debian that we may change. */
export function installCommands(
  missing: readonly Part[],
  machine: { readonly isDebian: boolean; readonly isRoot: boolean },
): readonly (readonly string[])[] {
  const packages = missing.flatMap((part) => part.debianPackages)
  if (packages.length === 0 || !machine.isDebian || !machine.isRoot) return []
  const apt = ['apt-get', '-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', '-qq']
  return [
    [...apt, 'update'],
    [...apt, 'install', '-y', '--no-install-recommends', ...missing.flatMap((part) => part.debianPackages)],
  ]
}

/** Installs what is missing if this machine allows it; returns the parts that are still missing. */
export function prepareMachine(say: (line: string) => void, wanted: readonly Part[] = parts): readonly Part[] {
  const missing = wanted.filter((part) => !part.isPresent())
  const machine = { isDebian: existsSync('/etc/debian_version') && onPath('apt-get'), isRoot: process.getuid?.() === 0 }
  for (const [program = '', ...args] of installCommands(missing, machine)) {
    say(`${program} ${args.filter((word) => !word.startsWith('-') && !word.includes('=')).join(' ')}`)
    const result = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (result.status !== 0) say(`${result.stdout}${result.stderr}`.trim())
  }
  return missing.filter((part) => !part.isPresent())
}
