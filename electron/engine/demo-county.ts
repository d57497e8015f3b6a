/** The demo county that comes with the program: which plan, unit and month, and the workbooks its invented clerk has. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { Key, Month, PackId } from '../../shared/forms/primitives.ts'

const Description = z.strictObject({
  packId: PackId,
  unit: z.string(),
  period: Month,
  people: z.strictObject({ preparer: z.string(), preparerPhone: z.string(), auditor: z.string(), leader: z.string() }),
  workbooks: z.array(z.strictObject({ form: Key, file: z.string().regex(/^[\w-]+\.\w+$/) })).min(1),
})
export type DemoCounty = z.infer<typeof Description>

/** @param samplesDir the folder that holds `demo.json` and the workbooks it names */
export function readDemoCounty(samplesDir: string): DemoCounty {
  return Description.parse(JSON.parse(readFileSync(join(samplesDir, 'demo.json'), 'utf8')))
}

export function readDemoWorkbook(samplesDir: string, file: string): Uint8Array {
  return new Uint8Array(readFileSync(join(samplesDir, file)))
}
