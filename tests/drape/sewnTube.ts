import { clothOf, weldOf, type SewnShape } from '../../src/drape/index.ts'
import { tube } from './tube.ts'

/** A sleeve as it would come from the drape, with one of each thing that can lie on cloth. */
export function sewnTube(): SewnShape {
  const { draft, plan } = tube()
  const cloth = clothOf(draft, plan, 15)
  return {
    positions: Float32Array.from({ length: 3 * cloth.panel.length }, (_, k) => {
      const i = Math.floor(k / 3)
      return (
        plan.arrange(cloth.panels[cloth.panel[i]!]!, cloth.pattern[2 * i]!, cloth.pattern[2 * i + 1]!)[k % 3]! / 1000
      )
    }),
    pattern: Float32Array.from(cloth.pattern),
    panel: cloth.panel,
    triangles: cloth.triangles,
    weld: weldOf(cloth),
    occlusion: Uint8Array.from(cloth.panel, (_, i) => (i * 7) % 256),
    worn: Uint8Array.from(cloth.panel, (_, i) => (100 + i) % 256),
    panels: cloth.panels.map(({ name, piece, copy }) => ({ name, piece, copy })),
    placements: [
      {
        node: 'stitch.top',
        panel: 'half.L',
        kind: 'stitch',
        points: [
          [0, 0],
          [60.4, 1.2],
          [120, 0],
        ],
        rows: [2, -8.5],
        pitch: 3.3,
      },
      {
        node: 'stitch.top',
        panel: 'half.R',
        kind: 'stitch',
        points: [
          [0, 0],
          [60.4, 1.2],
          [120, 0],
        ],
        rows: [2, -8.5],
        pitch: 3.3,
      },
      {
        node: 'stitch.top',
        panel: 'half.L',
        kind: 'band',
        points: [
          [0, 4],
          [120, 4],
        ],
        from: 0,
        to: 9.5,
        height: 1.2,
      },
      {
        node: 'pocket.patch',
        panel: 'half.R',
        kind: 'patch',
        points: [
          [20, 20],
          [80, 20],
          [80, 90],
        ],
        height: 1.5,
        material: 'cloth',
      },
      { node: 'pocket.patch', panel: 'half.R', kind: 'bartack', at: [20, 22], angle: 80, size: 11 },
      { node: 'pocket.patch', panel: 'half.R', kind: 'bartack', at: [80, 22], angle: -35, size: 11 },
      {
        node: 'slit',
        panel: 'half.L',
        kind: 'opening',
        points: [
          [10, 10],
          [30, 10],
          [30, 40],
        ],
      },
      {
        node: 'loop',
        panel: 'strip',
        toPanel: 'half.L',
        kind: 'strip',
        points: [
          [60, -20],
          [60, 10],
        ],
        width: 12,
        height: 2.2,
      },
      { node: 'button', panel: 'strip', kind: 'button', at: [5, -15], angle: 0, size: 17 },
      { node: 'name', panel: 'strip', kind: 'text', at: [120, -15], angle: 12, size: 15, option: 'initials' },
    ],
    heights: { hem: 0.012, knee: 0.1 },
  }
}

