/** Lays pieces aside until `argv[2]` of them are there or there is no more room, says how it stands, and waits to be killed. */
import { randomBytes } from 'node:crypto'
import { readdirSync, readlinkSync } from 'node:fs'
import { openStaging } from '../../../electron/engine/store/staging.ts'

const [, , wanted = '0'] = process.argv
const staging = openStaging()
const piece = randomBytes(1 << 18)
let pieces = 0
let refusal: unknown
try {
  while (pieces < Number(wanted)) pieces = staging.add(piece)
} catch (error) {
  refusal = (error as { code?: unknown }).code // an AppError, as the test finds out
}
const held = readdirSync('/proc/self/fd').flatMap((handle) => {
  try {
    return [readlinkSync(`/proc/self/fd/${handle}`)]
  } catch {
    return []
  }
})
const isWhole = refusal === undefined && Buffer.from(staging.piece(1)).equals(piece)
process.stdout.write(`${JSON.stringify({ pieces, refusal, isWhole, nameless: held.filter((name) => name.endsWith(' (deleted)')) })}\n`)
if (refusal === undefined) setInterval(() => {}, 1000)
