/** Writes the package of the present format beside this file; refuses to replace one. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { samplePackage } from '../../helpers/package-input.ts'

const { fileName, bytes } = await buildPackage(samplePackage())
writeFileSync(join(import.meta.dirname, fileName), bytes, { flag: 'wx' })
process.stdout.write(`${fileName}\n`)
