/** What is not emulated throws by name; nothing here answers with a made-up success. */
export function unemulated(what: string): never {
  throw new Error(`electron-harness: ${what} is not emulated`)
}

const neverEmulated = new Set(['then', 'toJSON'])

/** The object, except that a member it does not have throws by name. */
export function strict<T extends object>(what: string, target: T): T {
  return new Proxy(target, {
    get(object, key) {
      if (!(key in object) && typeof key === 'string' && !neverEmulated.has(key)) unemulated(`${what}.${key}`)
      const value: unknown = Reflect.get(object, key, object)
      return typeof value === 'function' && !Object.hasOwn(object, key) ? value.bind(object) : value
    },
  })
}

/** The members of one of Electron's objects, without those of its event emitter. */
export type Part<T> = Partial<Omit<T, keyof NodeJS.EventEmitter>>

export class Preventable {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
