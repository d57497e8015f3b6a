/** Runs in the child: gives it `process.parentPort`, then the module it was started for. */
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'

const [, , path = '', ...args] = process.argv
const parentPort = Object.assign(new EventEmitter(), { postMessage: (message: object) => process.send?.(message) })
process.on('message', (data) => parentPort.emit('message', { data, ports: [] }))
const send = process.send?.bind(process)
parentPort.postMessage = (message) => send?.(message)
// A utility process has no channel of Node's own.
Object.defineProperty(process, 'send', { value: undefined })
Object.assign(process, { parentPort, argv: [process.execPath, path, ...args] })
await import(pathToFileURL(path).href)
