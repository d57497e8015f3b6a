import { commonText } from '../../shared/text/ui-common.ts'

/** The page was opened or reloaded without the address that the host printed. */
export function NoToken() {
  return (
    <main className="center-page">
      <h1>{commonText.noToken.title}</h1>
      <p className="muted">{commonText.noToken.text}</p>
    </main>
  )
}
