import { usualLooks } from '../../../shared/model/looks.ts'
import type { EngineContext, Service } from '../context.ts'
import type { StoreHolder } from '../store-holder.ts'

/** How the pages look; a folder that is new or damaged is shown as usual. */
export function createLooksService(context: EngineContext, holder: StoreHolder): Service<'looks.get' | 'looks.set'> {
  return {
    'looks.get': () => (holder.isOpen() ? holder.current().looks.get() : undefined) ?? usualLooks,
    'looks.set'(looks) {
      context.store().looks.set(looks)
      context.ports.emit({ name: 'looks.changed', payload: looks })
      return looks
    },
  }
}
