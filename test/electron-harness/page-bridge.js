/** Run in the page by their source: what carries values between the page's own world and the preload's. */

/** One side of the bridge between two worlds of a document: values are copied, functions and promises are carried by number. */
export function peer(out, inn, { encode, decode }) {
  const kept = []
  const seen = new WeakMap()
  const promises = new Map()
  let returned
  const target = window
  const send = (m) => target.dispatchEvent(new CustomEvent(out, { detail: JSON.stringify(m) }))
  const wrap = (v) =>
    encode(v, (x) => {
      if (typeof x === 'function') {
        if (!seen.has(x)) seen.set(x, kept.push(x) - 1)
        return { $: 'f', v: seen.get(x) }
      }
      if (x instanceof Promise) {
        const id = kept.push(x) - 1
        x.then(
          (y) => send({ op: 'settle', id, ok: true, v: wrap(y) }),
          (e) => send({ op: 'settle', id, ok: false, v: wrap(e instanceof Error ? e : new Error(String(e))) }),
        )
        return { $: 'p', v: id }
      }
      throw new Error('An object could not be cloned.')
    })
  const unwrap = (v) =>
    decode(v, (x) => {
      if (x.$ === 'f') return (...args) => call(x.v, args)
      if (x.$ === 'p') return new Promise((ok, no) => promises.set(x.v, { ok, no }))
      throw new Error(`electron-harness: unknown value ${x.$}`)
    })
  function call(id, args) {
    returned = undefined
    send({ op: 'call', id, args: args.map(wrap) })
    const r = returned
    if (!r) throw new Error('electron-harness: the other world did not answer')
    if (r.ok) return unwrap(r.v)
    throw unwrap(r.v)
  }
  const other = {
    expose: () => {
      throw new Error('not here')
    },
  }
  target.addEventListener(
    inn,
    (event) => {
      event.stopImmediatePropagation()
      const m = JSON.parse(event.detail)
      if (m.op === 'return') returned = m
      else if (m.op === 'settle') {
        const p = promises.get(m.id)
        promises.delete(m.id)
        if (m.ok) p?.ok(unwrap(m.v))
        else p?.no(unwrap(m.v))
      } else {
        let back
        try {
          back = { ok: true, v: wrap(m.op === 'expose' ? other.expose(m.key, unwrap(m.v)) : kept[m.id](...m.args.map(unwrap))) }
        } catch (e) {
          back = { ok: false, v: wrap(e instanceof Error ? e : new Error(String(e))) }
        }
        send({ op: 'return', ...back })
      }
    },
    true,
  )
  return {
    other,
    expose(key, api) {
      returned = undefined
      send({ op: 'expose', key, v: wrap(api) })
      if (!returned?.ok) throw returned ? unwrap(returned.v) : new Error('electron-harness: no main world')
    },
  }
}

/** Main world: receives what the preload exposes. */
export function mainWorld(token, codecOf, peerOf) {
  if (window !== window.top) return
  const p = peerOf(`${token}-up`, `${token}-down`, codecOf())
  const freeze = (v) => {
    if (v && typeof v === 'object' && !ArrayBuffer.isView(v)) {
      Object.values(v).forEach(freeze)
      Object.freeze(v)
    }
    return v
  }
  p.other.expose = (key, api) => {
    if (Object.hasOwn(window, key)) throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(window, key, { value: freeze(api), enumerable: true, writable: false, configurable: false })
  }
}
