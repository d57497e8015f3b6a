/** The password of the target: in a file of its own beside the keys, so that no backup and no hand-over carries it. */
import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import type { SecretBox } from '../ports.ts'
import { writePrivate } from '../store/durable.ts'

const fileName = 'target-secret.json'

const SecretFile = z.strictObject({
  format: z.literal('tanbao-target-secret'),
  formatVersion: z.literal(1),
  /** `system`: sealed by this computer (base64). `file`: whoever can read the data folder can read it. */
  protection: z.enum(['system', 'file']),
  secret: z.string(),
})

export interface TargetSecret {
  /** undefined: none was typed in here. */
  protection(): 'system' | 'file' | undefined
  /** Empty where there is none, or where another computer sealed it: it is typed in again then. */
  open(): Promise<string>
  keep(secret: string): Promise<void>
}

export function targetSecret(folder: string, secrets: SecretBox | undefined): TargetSecret {
  const path = join(folder, fileName)
  const read = (): z.infer<typeof SecretFile> | undefined => {
    if (!existsSync(path)) return undefined
    try {
      return SecretFile.safeParse(JSON.parse(readFileSync(path, 'utf8'))).data
    } catch {
      // Half a file is no password.
      return undefined
    }
  }
  return {
    protection: () => read()?.protection,
    async open() {
      const file = read()
      if (file === undefined) return ''
      if (file.protection === 'file') return file.secret
      return secrets === undefined ? '' : secrets.open(new Uint8Array(Buffer.from(file.secret, 'base64'))).catch(() => '')
    },
    async keep(secret) {
      const isSealed = secrets !== undefined && (await secrets.protection()) === 'system'
      const kept = isSealed ? Buffer.from(await secrets.seal(secret)).toString('base64') : secret
      mkdirSync(folder, { recursive: true, mode: 0o700 })
      const file: z.infer<typeof SecretFile> = {
        format: 'tanbao-target-secret',
        formatVersion: 1,
        protection: isSealed ? 'system' : 'file',
        secret: kept,
      }
      writePrivate(folder, fileName, file)
    },
  }
}
