/** Run in the page by its source, in a world of its own: a sandboxed preload and what it may use of Electron. */

/** The preload's world: contextBridge, ipcRenderer and a sandboxed preload's `require`. */
export function preloadWorld(token, codecOf, peerOf, env, preload) {
  if (window !== window.top) return
  const c = codecOf()
  const p = peerOf(`${token}-down`, `${token}-up`, c)
  const post = globalThis[token]
  delete globalThis[token]
  const waiting = new Map()
  const listeners = new Map()
  let last = 0
  const on = (channel, f, once) => {
    const l = listeners.get(channel) ?? []
    l.push({ f, once })
    listeners.set(channel, l)
    return ipcRenderer
  }
  const off = (channel, f) => {
    listeners.set(
      channel,
      (listeners.get(channel) ?? []).filter((x) => x.f !== f),
    )
    return ipcRenderer
  }
  const notEmulated = (what) =>
    new Proxy(
      {},
      {
        get: (_t, k) => {
          throw new Error(`electron-harness: ${what}.${String(k)} is not emulated`)
        },
      },
    )
  const strict = (what, o) =>
    new Proxy(o, {
      get(t, k) {
        if (!(k in t) && typeof k === 'string') throw new Error(`electron-harness: ${what}.${k} is not emulated`)
        return t[k]
      },
    })
  const ipcRenderer = strict('ipcRenderer', {
    invoke: (channel, ...args) =>
      new Promise((ok, no) => {
        const body = args.map((a) => c.encode(a))
        waiting.set(++last, { ok, no })
        post(JSON.stringify({ op: 'invoke', id: last, channel, args: body }))
      }),
    send: (channel, ...args) => post(JSON.stringify({ op: 'send', channel, args: args.map((a) => c.encode(a)) })),
    on: (channel, f) => on(channel, f, false),
    addListener: (channel, f) => on(channel, f, false),
    once: (channel, f) => on(channel, f, true),
    off,
    removeListener: off,
    removeAllListeners: (channel) => {
      listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel) => listeners.get(channel)?.length ?? 0,
  })
  Object.defineProperty(globalThis, `${token}-deliver`, {
    value: (text) => {
      const m = JSON.parse(text)
      if (m.op === 'reply') {
        const w = waiting.get(m.id)
        waiting.delete(m.id)
        if (m.ok) w?.ok(c.decode(m.v))
        else w?.no(new Error(m.v))
        return
      }
      const event = { sender: ipcRenderer, ports: [] }
      for (const l of listeners.get(m.channel) ?? []) {
        if (l.once) off(m.channel, l.f)
        l.f(event, ...m.args.map((a) => c.decode(a)))
      }
    },
  })
  let zoomFactor = 1
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', { exposeInMainWorld: (key, api) => p.expose(key, api) }),
    ipcRenderer,
    webFrame: strict('webFrame', {
      getZoomFactor: () => zoomFactor,
      setZoomFactor: (factor) => {
        zoomFactor = factor
        document.documentElement.style.zoom = String(factor)
        window.dispatchEvent(new Event('resize'))
      },
    }),
    webUtils: notEmulated('webUtils'),
    crashReporter: notEmulated('crashReporter'),
    nativeImage: notEmulated('nativeImage'),
  })
  const process = Object.freeze({ ...env, type: 'renderer', sandboxed: true, contextIsolated: true })
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports, process)
}
