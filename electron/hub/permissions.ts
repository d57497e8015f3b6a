import type { Method } from '../../shared/contract/index.ts'
import { type HubRole, hubRoles } from './accounts.ts'

/** The least role that may call a method. What is not here belongs to a county's own desk, or to the server's data folder. */
const leastRoles: Partial<Readonly<Record<Method, HubRole>>> = {
  'app.info': 'reader',
  'packs.list': 'reader',
  'pack.get': 'reader',
  'looks.get': 'reader',
  'job.cancel': 'reader',
  'city.board': 'reader',
  'city.package': 'reader',
  'city.form': 'reader',
  'city.bytes': 'reader',
  'city.attachment': 'reader',
  'city.receipts': 'reader',
  'city.receiptCode': 'clerk',
  'city.rollUp': 'reader',
  'city.cells': 'reader',
  'city.ledger': 'reader',
  'city.weather': 'reader',
  'city.reporting': 'reader',
  'city.reminders': 'reader',
  'city.scores': 'reader',
  'city.export': 'reader',
  'city.notice': 'reader',
  'city.quarantine': 'reader',
  'city.receive': 'clerk',
  'sync.once': 'clerk',
  'city.rehearse': 'clerk',
  'city.return': 'leader',
  'city.accept': 'leader',
  'city.reopen': 'leader',
  'city.refuse': 'leader',
  'city.waive': 'leader',
  // Trying again may let an unsigned package in.
  'city.retry': 'leader',
  'city.setWeights': 'admin',
  'city.rebuild': 'admin',
}

/** Whether somebody of this role may call the method. A name that is no method at all may be called by nobody. */
export function mayCall(role: HubRole, method: string): boolean {
  const least = Object.hasOwn(leastRoles, method) ? leastRoles[method as Method] : undefined // just found among the names
  return least !== undefined && hubRoles.indexOf(role) >= hubRoles.indexOf(least)
}
