/** A product's folder, as the compiler reads it. Paths are relative to it, with forward slashes. */
export interface Folder {
  /** As messages name it: `models/desk`. */
  readonly name: string
  /** Null when there is no such file. */
  read(path: string): Uint8Array | null
}

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

/** For tests and tools: a folder held in memory. */
export function folderOf(name: string, files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const encoder = new TextEncoder()
  return {
    name,
    read: (path) => {
      if (!Object.hasOwn(files, path)) return null
      const file = files[path]!
      return typeof file === 'string' ? encoder.encode(file) : file
    },
  }
}
