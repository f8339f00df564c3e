import { bytesOfBase64url, digestOfBytes } from '../../ground/index.ts'
import type { PackFile } from './files.ts'
import type { ProductionPack } from './types.ts'

/** What a pack holds, and by which each file can be checked. */
export interface PackManifest {
  readonly format: 'toile.pack/1'
  readonly number: string
  /** Of the order, and of its stored pieces. */
  readonly order: string
  readonly pieces: string
  /** Of the template that cloth, stitches and labels were taken from. */
  readonly template: { readonly id: string; readonly version: string; readonly hash: string }
  readonly files: readonly {
    readonly name: string
    readonly type: string
    readonly bytes: number
    /** Hexadecimal, as `sha256sum` writes it. */
    readonly sha256: string
  }[]
}

export const manifestOf = (
  pack: Pick<ProductionPack, 'number' | 'id'>,
  piecesDigest: string,
  template: PackManifest['template'],
  files: readonly PackFile[]
): PackManifest => ({
  format: 'toile.pack/1',
  number: pack.number,
  order: pack.id,
  pieces: piecesDigest,
  template: { id: template.id, version: template.version, hash: template.hash },
  files: files.map(({ name, type, bytes }) => ({ name, type, bytes: bytes.length, sha256: hexDigestOf(bytes) })),
})

const hexDigestOf = (bytes: Uint8Array): string =>
  Array.from(bytesOfBase64url(digestOfBytes(bytes)), (byte) => byte.toString(16).padStart(2, '0')).join('')
