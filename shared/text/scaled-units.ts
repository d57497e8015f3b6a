/** Units in ten thousands (万), as summaries print them. */
import { unitGroups } from './import-units.ts'

/** How many digits a figure moves. */
export const tenThousandDigits = 4
const rates: ReadonlySet<string> = new Set(['年', '月'])

/** The unit ten thousand times as large, e.g. 万吨 for 吨, 万吨/年 for 吨/年; undefined where nobody prints it so. */
export function tenThousandUnit(unit: string): string | undefined {
  const [over = '', ...under] = unit.split('/')
  const larger = `万${over}`
  const isTenThousand = Object.values(unitGroups).some((units) => units[over] !== undefined && units[larger] === `${units[over]}0000`)
  return isTenThousand && under.every((part) => rates.has(part)) ? [larger, ...under].join('/') : undefined
}
