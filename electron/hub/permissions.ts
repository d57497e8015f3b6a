import type { Method } from '../../shared/contract/index.ts'
import { type HubRole, hubRoles } from './accounts.ts'

/** The least role that may call a method. What is not here belongs to a county's own desk, or to the server's data folder. */
const leastRoles: Partial<Readonly<Record<Method, HubRole>>> = {
  'app.info': 'reader',
  'packs.list': 'reader',
  'job.cancel': 'reader',
}

/** Whether somebody of this role may call the method. A name that is no method at all may be called by nobody. */
export function mayCall(role: HubRole, method: string): boolean {
  const least = Object.hasOwn(leastRoles, method) ? leastRoles[method as Method] : undefined // just found among the names
  return least !== undefined && hubRoles.indexOf(role) >= hubRoles.indexOf(least)
}
