// A lender's logo for tests and pictures: a disc on a transparent ground, as PNG (RFC 2083), drawn here.
import { crc32, deflateSync } from 'node:zlib'

const SIDE = 80

function chunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  const ends = Buffer.alloc(4)
  ends.writeUInt32BE(crc32(named))
  const length = Buffer.alloc(4)
  length.writeUInt32BE(content.length)
  return Buffer.concat([length, named, ends])
}

/** Inside a ring and a dot within it; four samples a pixel soften the edge. */
function opacityAt(x: number, y: number): number {
  const inside = [0.25, 0.75].flatMap((dx) =>
    [0.25, 0.75].map((dy) => {
      const far = Math.hypot(x + dx - SIDE / 2, y + dy - SIDE / 2)
      return (far < 39 && far > 27) || far < 14 ? 1 : 0
    }),
  )
  return inside.reduce<number>((sum, one) => sum + one, 0) / 4
}

/** `colour`: `#rrggbb`. */
export function logoPng(colour: string): Buffer {
  const rgb = [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16))
  const rows = Array.from({ length: SIDE }, (_, y) => [
    0,
    ...Array.from({ length: SIDE }, (_, x) => [...rgb, Math.round(255 * opacityAt(x, y))]).flat(),
  ])
  const header = Buffer.alloc(13)
  header.writeUInt32BE(SIDE, 0)
  header.writeUInt32BE(SIDE, 4)
  // eight bits a channel, with opacity
  header.set([8, 6, 0, 0, 0], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
