/** Which door `npm start` opens, decided from facts that start.ts gathers. */
export interface StartFacts {
  readonly asked: 'desktop' | 'browser'
  readonly platform: NodeJS.Platform
  readonly arch: string
  readonly hasDisplay: boolean
  readonly isRoot: boolean
  readonly hasBinary: boolean
  /** Whether the place that Electron is fetched from answers; asked only where nothing else decides. */
  readonly reachable: () => Promise<boolean>
}

export type StartChoice =
  | { readonly kind: 'electron' }
  | { readonly kind: 'fetchElectron' }
  | { readonly kind: 'browser'; readonly because: 'asked' | 'noDisplay' | 'root' | 'unsupported' | 'unreachable' }

const published = new Set(['linux-x64', 'linux-arm64', 'win32-x64', 'win32-arm64', 'darwin-x64', 'darwin-arm64'])

export async function chooseStart(facts: StartFacts): Promise<StartChoice> {
  const { asked, platform, arch, hasDisplay, isRoot, hasBinary } = facts
  if (asked === 'browser') return { kind: 'browser', because: 'asked' }
  if (!published.has(`${platform}-${arch}`)) return { kind: 'browser', because: 'unsupported' }
  // Chromium's sandbox, which we never turn off, refuses to start without a desktop or as root.
  if (platform === 'linux' && !hasDisplay) return { kind: 'browser', because: 'noDisplay' }
  if (platform === 'linux' && isRoot) return { kind: 'browser', because: 'root' }
  if (hasBinary) return { kind: 'electron' }
  return (await facts.reachable()) ? { kind: 'fetchElectron' } : { kind: 'browser', because: 'unreachable' }
}
