import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A small stand-in for the built pages, with things lying about that must never be served. */
export function makeRendererFolder(): string {
  const home = mkdtempSync(join(tmpdir(), 'pages-'))
  const folder = join(home, 'renderer')
  mkdirSync(join(folder, 'assets'), { recursive: true })
  writeFileSync(
    join(folder, 'index.html'),
    '<!doctype html><html lang="zh-CN"><head><meta name="csp-nonce" content="__CSP_NONCE__"><script type="module" src="/assets/app.js"></script></head><body>碳报</body></html>',
  )
  writeFileSync(
    join(folder, 'assets', 'app.js'),
    'window.token = new URLSearchParams(location.hash.slice(1)).get("token"); history.replaceState(null, "", "/")\n',
  )
  writeFileSync(join(folder, 'assets', 'app.js.map'), '{"sources":["secret"]}')
  writeFileSync(join(folder, 'other.html'), 'secret')
  writeFileSync(join(folder, '.env'), 'secret')
  writeFileSync(join(home, 'secret.js'), 'secret')
  symlinkSync(join(home, 'secret.js'), join(folder, 'assets', 'link.js'))
  return folder
}
