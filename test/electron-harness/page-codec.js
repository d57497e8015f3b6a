/**
 * Structured cloning written down as JSON. Runs in Node, and by its source in the page and in the preload's world, so it
 * must not use anything from outside itself.
 */
export function codec() {
  const uncloneable = () => {
    throw new Error('An object could not be cloned.')
  }
  const b64 = (b) => {
    let s = ''
    for (let i = 0; i < b.length; i += 8192) s += String.fromCharCode(...b.subarray(i, i + 8192))
    return btoa(s)
  }
  const un64 = (s) => Uint8Array.from(atob(s), (c) => c.charCodeAt(0))
  const views = {
    Uint8Array,
    Int8Array,
    Uint8ClampedArray,
    Uint16Array,
    Int16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
    BigInt64Array,
    BigUint64Array,
    DataView,
  }
  const errors = { Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError }
  /** The structured-clone algorithm, written down as JSON. `extra` says what to do with what cannot be cloned. */
  function encode(v, extra = uncloneable, seen = new Set()) {
    const put = (k, x) => ({ $: k, v: x })
    if (v === undefined) return put('u')
    if (v === null || typeof v === 'boolean' || typeof v === 'string') return v
    if (typeof v === 'number') return Number.isFinite(v) && !Object.is(v, -0) ? v : put('n', Object.is(v, -0) ? '-0' : String(v))
    if (typeof v === 'bigint') return put('i', String(v))
    if (typeof v !== 'object') return extra(v)
    if (seen.has(v)) throw new Error('electron-harness: cycles are not emulated')
    seen.add(v)
    try {
      const kind = Object.prototype.toString.call(v).slice(8, -1)
      if (Array.isArray(v)) return v.map((x) => encode(x, extra, seen))
      if (kind === 'Date') return put('d', v.getTime())
      if (kind === 'RegExp') return put('r', [v.source, v.flags])
      if (kind === 'Map')
        return put(
          'm',
          [...v].map(([k, x]) => [encode(k, extra, seen), encode(x, extra, seen)]),
        )
      if (kind === 'Set')
        return put(
          's',
          [...v].map((x) => encode(x, extra, seen)),
        )
      if (kind === 'ArrayBuffer') return put('a', b64(new Uint8Array(v)))
      if (ArrayBuffer.isView(v)) return put('b', [kind, b64(new Uint8Array(v.buffer, v.byteOffset, v.byteLength))])
      if (kind === 'Error') return put('e', [v.name, v.message, v.stack])
      if (kind === 'Object')
        return put(
          'o',
          Object.keys(v).map((k) => [k, encode(v[k], extra, seen)]),
        )
      return extra(v)
    } finally {
      seen.delete(v)
    }
  }
  function decode(
    v,
    extra = (x) => {
      throw new Error(`electron-harness: unknown value ${x.$}`)
    },
  ) {
    if (Array.isArray(v)) return v.map((x) => decode(x, extra))
    if (v === null || typeof v !== 'object') return v
    const x = v.v
    switch (v.$) {
      case 'u':
        return undefined
      case 'n':
        return Number(x)
      case 'i':
        return BigInt(x)
      case 'd':
        return new Date(x)
      case 'r':
        return new RegExp(x[0], x[1])
      case 'm':
        return new Map(x.map(([k, y]) => [decode(k, extra), decode(y, extra)]))
      case 's':
        return new Set(x.map((y) => decode(y, extra)))
      case 'a':
        return un64(x).buffer
      case 'b': {
        const b = un64(x[1]).buffer
        return new (views[x[0]] ?? Uint8Array)(b)
      }
      case 'e': {
        const e = new (errors[x[0]] ?? Error)(x[1])
        e.stack = x[2]
        return e
      }
      case 'o': {
        const o = {}
        for (const [k, y] of x) o[k] = decode(y, extra)
        return o
      }
      default:
        return extra(v)
    }
  }
  return { encode, decode }
}
