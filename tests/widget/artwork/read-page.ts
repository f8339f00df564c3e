import { readArtwork } from '../../../src/widget/artwork/read.ts'

/** Reads a file as the page does; what is made of it comes back as plain data. */
async function read(file: string, width: number) {
  const bytes = Uint8Array.from(atob(file), (sign) => sign.charCodeAt(0))
  const reading = await readArtwork(new Blob([bytes]), width)
  if (!reading.ok) return reading
  const { digest, width: across, height, png, bitmap } = reading.artwork
  let text = ''
  for (const byte of new Uint8Array(await png.arrayBuffer())) text += String.fromCharCode(byte)
  return {
    ok: true as const,
    hasProfile: reading.hasProfile,
    digest,
    width: across,
    height,
    png: btoa(text),
    shown: [bitmap.width, bitmap.height],
  }
}
export type Read = Awaited<ReturnType<typeof read>>

Object.assign(globalThis, { read })
