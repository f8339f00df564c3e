import { BufferAttribute, type BufferGeometry } from 'three'
import type { Morphs } from './model.ts'

/**
 * Bends a mesh by the weights of its morph targets. Mixed here and not in a shader: a product changes its shape when
 * a choice does, not in every frame.
 */
export function createMorphing(geometry: BufferGeometry, { names, weights, targets }: Morphs) {
  const kinds = (['position', 'normal'] as const).flatMap((kind) => {
    const attribute = geometry.getAttribute(kind)
    if (targets.every((target) => !target[kind])) return []
    const base = Float32Array.from({ length: 3 * attribute.count }, (_, k) =>
      attribute.getComponent(Math.floor(k / 3), k % 3)
    )
    return [[kind, base] as const]
  })
  let shown = ''

  return {
    /** Weights by target name; what is not named keeps the file's own. */
    set(given: Readonly<Record<string, number>> = {}): void {
      const mixed = names.map((name, i) => (Object.hasOwn(given, name) ? given[name]! : weights[i]!))
      if (mixed.join() === shown) return
      shown = mixed.join()
      for (const [kind, base] of kinds) {
        const bent = base.slice()
        mixed.forEach((weight, i) => {
          const moves = targets[i]![kind]
          if (moves && weight !== 0) for (let k = 0; k < bent.length; k++) bent[k]! += weight * moves[k]!
        })
        if (kind === 'normal') normalise(bent)
        const attribute = geometry.getAttribute(kind)
        if (attribute instanceof BufferAttribute && attribute.array instanceof Float32Array) {
          attribute.array.set(bent)
          attribute.needsUpdate = true
        } else geometry.setAttribute(kind, new BufferAttribute(bent, 3))
      }
      geometry.computeBoundingSphere()
      geometry.boundingBox = null
    },
  }
}
export type Morphing = ReturnType<typeof createMorphing>

function normalise(list: Float32Array): void {
  for (let i = 0; i < list.length; i += 3) {
    const length = Math.hypot(list[i]!, list[i + 1]!, list[i + 2]!) || 1
    list[i]! /= length
    list[i + 1]! /= length
    list[i + 2]! /= length
  }
}
