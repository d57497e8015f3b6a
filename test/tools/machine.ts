/** What the tests need from the machine besides npm packages, and how to get it on Debian. */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
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
    usedBy: ['test/integration/keys/outside-tools.test.ts'],
    isPresent: () => onPath('minisign') && onPath('age') && onPath('openssl'),
  },
  {
    purpose: 'full and read-only disks (needs the right to mount)',
    debianPackages: [],
    usedBy: ['test/integration/store/disk.test.ts'],
    isPresent: () => onLinux && spawnSync('unshare', ['-rm', 'true']).status === 0,
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
export function prepareMachine(say: (line: string) => void): readonly Part[] {
  const missing = parts.filter((part) => !part.isPresent())
  const machine = { isDebian: existsSync('/etc/debian_version') && onPath('apt-get'), isRoot: process.getuid?.() === 0 }
  for (const [program = '', ...args] of installCommands(missing, machine)) {
    say(`${program} ${args.filter((word) => !word.startsWith('-') && !word.includes('=')).join(' ')}`)
    const result = spawnSync(program, args, { encoding: 'utf8', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
    if (result.status !== 0) say(`${result.stdout}${result.stderr}`.trim())
  }
  return missing.filter((part) => !part.isPresent())
}
