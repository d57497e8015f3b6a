/** Started by a test in a process of its own: builds the sample package and says its digest. */
import { buildPackage } from '../../../electron/engine/package/build.ts'
import { samplePackage } from '../../helpers/package-input.ts'

const { fileName, sha256 } = await buildPackage(samplePackage())
process.stdout.write(JSON.stringify({ fileName, sha256 }))
