import { Mesh, MeshStandardMaterial, Texture, type Group } from 'three'
import type { Look } from '../template/types.ts'

/**
 * A glTF that is not sewn: shown as it is, its nodes and materials bound by name. The loader comes with it, so sewn products
 * never fetch it.
 */
export async function plainFrom(bytes: Uint8Array, base: string): Promise<Group> {
  const [{ GLTFLoader }, { MeshoptDecoder }] = await Promise.all([
    import('three/addons/loaders/GLTFLoader.js'),
    import('meshoptimizer/decoder'),
  ])
  const loader = new GLTFLoader().setMeshoptDecoder(MeshoptDecoder)
  const { scene } = await loader.parseAsync(bytes.slice().buffer, new URL('.', base).href)
  return scene
}

/** Shows and hides nodes and paints materials as the look says; what it does not name keeps the file's own. */
export function bindLook(root: Group, look: Look, trims: ReadonlySet<string>): void {
  const shown = new Set(look.show)
  root.traverse((part) => {
    // The loader takes dots out of names and keeps the file's own beside.
    const name = String(part.userData.name ?? part.name)
    if (trims.has(name)) part.visible = shown.has(name)
    if (!(part instanceof Mesh)) return
    for (const material of [part.material].flat()) {
      if (!(material instanceof MeshStandardMaterial)) continue
      const own = (material.userData.own ??= {
        color: `#${material.color.getHexString()}`,
        roughness: material.roughness,
        metalness: material.metalness,
      })
      const { color, roughness, metalness } = { ...own, ...look.materials?.[material.name] }
      material.color.set(color)
      material.roughness = roughness
      material.metalness = metalness
    }
  })
}

export function disposePlain(root: Group): void {
  root.traverse((part) => {
    if (!(part instanceof Mesh)) return
    part.geometry.dispose()
    for (const material of [part.material].flat()) {
      for (const value of Object.values(material)) if (value instanceof Texture) value.dispose()
      material.dispose()
    }
  })
}
