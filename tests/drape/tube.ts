import type { Draft, Piece, Point } from '../../src/pattern/piece.ts'
import type { SewingPlan } from '../../src/drape/index.ts'

/** A sleeve of two halves, `wide` mm across and 200 mm long when flat; a strip is closed to a ring at its top. */
export function tube(wide = 120): { draft: Draft; plan: SewingPlan } {
  const half: Piece = {
    name: 'half',
    material: 'cloth',
    cut: 2,
    mirrored: true,
    edges: [
      edge('top', [
        [0, 0],
        [wide, 0],
      ]),
      edge('right', [
        [wide, 0],
        [wide, 200],
      ]),
      edge('bottom', [
        [wide, 200],
        [0, 200],
      ]),
      edge('left', [
        [0, 200],
        [0, 0],
      ]),
    ],
    grain: [
      [60, 20],
      [60, 180],
    ],
    notches: [],
    lines: [],
    marks: [],
  }
  const strip: Piece = {
    ...half,
    name: 'strip',
    cut: 1,
    mirrored: false,
    edges: [
      edge('lower', [
        [2 * wide, 0],
        [0, 0],
      ]),
      edge('start', [
        [0, 0],
        [0, -30],
      ]),
      edge('upper', [
        [0, -30],
        [2 * wide, -30],
      ]),
      edge('end', [
        [2 * wide, -30],
        [2 * wide, 0],
      ]),
    ],
  }
  const seam = (name: string, a: [string, ('L' | 'R')?][], b: [string, ('L' | 'R')?][]) => ({
    name,
    a: a.map(seamEdge),
    b: b.map(seamEdge),
    ease: 0,
    tolerance: 0.5,
  })
  const draft: Draft = {
    design: 'tube',
    version: '1',
    pieces: [half, strip],
    seams: [
      seam('right', [['half/right', 'L']], [['half/right', 'R']]),
      seam('left', [['half/left', 'L']], [['half/left', 'R']]),
      seam(
        'top',
        [
          ['half/top', 'L'],
          ['half/top', 'R'],
        ],
        [['strip/lower']]
      ),
      seam('ring', [['strip/start']], [['strip/end']]),
    ],
    girths: {},
    checks: [],
  }
  const radius = wide / Math.PI
  return {
    draft,
    plan: {
      pieces: ['half', 'strip'],
      arrange: (panel, x, y) => {
        // One half over the front, the other the same way behind; the strip goes on round.
        const angle =
          panel.piece === 'strip' ? (x / wide) * Math.PI : (panel.copy === 'R' ? -1 : 1) * (x / wide) * Math.PI
        return [-Math.cos(angle) * radius * 1.1, 200 - y, Math.sin(angle) * radius * 1.1]
      },
      outwards: (x, _, z) => [x, 0, z],
    },
  }
}

const edge = (name: string, points: readonly Point[]) => ({ name, points, allowance: 10 })

function seamEdge([name, copy]: [string, ('L' | 'R')?]) {
  const [piece, edgeName] = name.split('/') as [string, string]
  return copy ? { piece, copy, edge: edgeName } : { piece, edge: edgeName }
}
