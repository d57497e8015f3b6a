/** Makes a screenshot small: a picture of 256 colours at most says all that a screen of text and lines has to say. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export interface Bitmap {
  readonly width: number
  readonly height: number
  /** One number a point: red, green, blue from the high byte down. */
  readonly points: Uint32Array
}

interface Chunks {
  readonly head: Buffer
  readonly data: Buffer
}
function chunksOf(png: Buffer): Chunks {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('not a PNG')
  const data: Buffer[] = []
  let head: Buffer | undefined
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    const name = png.toString('latin1', at + 4, at + 8)
    const body = png.subarray(at + 8, at + 8 + length)
    if (name === 'IHDR') head = body
    if (name === 'IDAT') data.push(body)
    at += 12 + length
  }
  if (!head) throw new Error('a PNG without a head')
  return { head, data: Buffer.concat(data) }
}

const paeth = (left: number, above: number, corner: number): number => {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [Math.abs(guess - left), Math.abs(guess - above), Math.abs(guess - corner)]
  return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner
}

/** Reads a PNG of 8 bits a channel, with or without transparency (which is left out), as a browser writes it. */
export function readPng(png: Buffer): Bitmap {
  const { head, data } = chunksOf(png)
  const [width, height, depth, kind] = [head.readUInt32BE(0), head.readUInt32BE(4), head[8], head[9]]
  if (depth !== 8 || (kind !== 2 && kind !== 6)) throw new Error(`a PNG of another kind: ${depth} bits, kind ${kind}`)
  const size = kind === 6 ? 4 : 3
  const stride = width * size
  const raw = inflateSync(data)
  let above = new Uint8Array(stride)
  const points = new Uint32Array(width * height)
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (stride + 1)]
    const line = new Uint8Array(raw.subarray(y * (stride + 1) + 1, (y + 1) * (stride + 1)))
    for (let x = 0; x < stride; x++) {
      const left = x < size ? 0 : (line[x - size] ?? 0)
      const up = above[x] ?? 0
      const corner = x < size ? 0 : (above[x - size] ?? 0)
      const guess = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : filter === 4 ? paeth(left, up, corner) : 0
      line[x] = (line[x] ?? 0) + guess
    }
    for (let x = 0; x < width; x++) {
      const at = x * size
      points[y * width + x] = ((line[at] ?? 0) << 16) | ((line[at + 1] ?? 0) << 8) | (line[at + 2] ?? 0)
    }
    above = line
  }
  return { width, height, points }
}

const distance = (one: number, other: number): number =>
  ((one >> 16) - (other >> 16)) ** 2 + (((one >> 8) & 255) - ((other >> 8) & 255)) ** 2 + ((one & 255) - (other & 255)) ** 2

const mostColours = 256
/** The others are kept for what is rare and like nothing else: the red star of a required column. */
const commonColours = 192

/** Most colours keep themselves; every other becomes the nearest of those that do. */
function palette(points: Uint32Array): { readonly colours: readonly number[]; readonly index: ReadonlyMap<number, number> } {
  const counts = new Map<number, number>()
  for (const point of points) counts.set(point, (counts.get(point) ?? 0) + 1)
  const byCount = [...counts].sort(([a, many], [b, few]) => few - many || a - b).map(([colour]) => colour)
  const colours = byCount.slice(0, commonColours)
  const others = byCount.slice(commonColours).map((colour) => ({ colour, at: 0, far: Number.POSITIVE_INFINITY }))
  const bringNear = (at: number): void => {
    for (const other of others) {
      const far = distance(other.colour, colours[at] ?? 0)
      if (far < other.far) Object.assign(other, { at, far })
    }
  }
  for (const at of colours.keys()) bringNear(at)
  while (colours.length < mostColours && others.some(({ far }) => far > 0)) {
    const farthest = others.reduce((one, other) => (other.far > one.far ? other : one))
    bringNear(colours.push(farthest.colour) - 1)
  }
  const index = new Map(colours.map((colour, at) => [colour, at]))
  for (const { colour, at } of others) index.set(colour, at)
  return { colours, index }
}

function chunk(name: string, body: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), body])
  const whole = Buffer.alloc(named.length + 8)
  whole.writeUInt32BE(body.length, 0)
  whole.set(named, 4)
  whole.writeUInt32BE(crc32(named), named.length + 4)
  return whole
}

/** A PNG of one byte a point. */
export function writeSmallPng({ width, height, points }: Bitmap): Buffer {
  const { colours, index } = palette(points)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 3, 0, 0, 0], 8)
  const lines = new Uint8Array((width + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) lines[y * (width + 1) + 1 + x] = index.get(points[y * width + x] ?? 0) ?? 0
  }
  const table = Buffer.from(colours.flatMap((colour) => [colour >> 16, (colour >> 8) & 255, colour & 255]))
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('PLTE', table),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', new Uint8Array()),
  ])
}
