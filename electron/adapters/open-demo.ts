import type { Call } from '../../shared/contract/index.ts'

/** Makes the data folder the demo county, unless it is in use already: `--demo` of both doors. */
export async function openDemo(call: Call): Promise<void> {
  const { profile } = await call('app.info', {})
  if (!profile) await call('demo.open', {})
}
