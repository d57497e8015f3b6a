import { readPackage } from '../package/verify.ts'
import { sha256Hex } from '../sha256-hex.ts'
import type { CityDesk } from './desk.ts'
import { documentsOf } from './open-package.ts'

export interface Rebuilt {
  readonly packages: number
  /** Digests of packages whose bytes are not what they were. */
  readonly damaged: readonly string[]
}

/**
 * Makes everything that was read out of packages anew from the packages' own bytes. Each is held against its digest first,
 * and takes the place of what was there in one step: the desk may be used meanwhile.
 * @param onProgress told after each package; may throw, and running it again finishes the work
 */
export async function rebuild({ store }: CityDesk, onProgress: (done: number, total: number) => void): Promise<Rebuilt> {
  const digests = await store.digests()
  const damaged: string[] = []
  try {
    for (const [at, sha256] of digests.entries()) {
      const bytes = await store.content(sha256)
      const isWhole = bytes !== undefined && sha256Hex(bytes) === sha256
      const { content } = isWhole ? await readPackage(bytes) : { content: undefined }
      // What was read out of a damaged one while it was whole stays.
      if (content === undefined) damaged.push(sha256)
      else await store.putDocuments(sha256, documentsOf(content))
      onProgress(at + 1, digests.length)
    }
  } finally {
    // Only now: the desk goes on meanwhile, and would keep verdicts that rest on what was there before.
    await store.dropVerdicts()
  }
  return { packages: digests.length - damaged.length, damaged }
}
