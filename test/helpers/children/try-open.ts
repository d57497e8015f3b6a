/** `try-open.ts DIR`: opens the store of a folder and prints `open` or the code of the refusal. */
import { openStore } from '../../../electron/engine/store/open-store.ts'
import { AppError } from '../../../shared/model/errors.ts'

const [dataDir = ''] = process.argv.slice(2)
try {
  openStore({ dataDir, create: false, now: () => new Date(0), keyFields: () => [] }).close()
  process.stdout.write('open')
} catch (error) {
  if (!(error instanceof AppError)) throw error
  process.stdout.write(error.code)
  process.exitCode = 2
}
