import { writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { deltaE, labOf, linearOf, type Triple } from '../src/ground/colour.ts'
import { openDarkroom, type Darkroom } from '../src/scene/compile/darkroom.ts'
import type { CompiledTemplate, Look, MilledColour } from '../src/template/types.ts'

/** A choice with a mill's colour, and the look of a flat swatch of it. */
export interface Dyed {
  readonly option: string
  readonly choice: string
  readonly colour: MilledColour
  readonly look: Look
}

/** mm; wide enough for several repeats of the coarsest grain. */
const SWATCH = 60
const ROUNDS = 6
/** Differences below this are not seen side by side. */
const GOOD = 0.3

/** Every dyed choice. Woven cloth is as the default wash leaves it, worn nowhere. */
export function dyedIn({ options, defaults }: CompiledTemplate): Dyed[] {
  const wash = options
    .flatMap(({ id, choices }) => choices.filter((choice) => choice.id === defaults[id]))
    .find(({ look }) => look.wash)?.look.wash
  return options.flatMap(({ id, choices }) =>
    choices.flatMap(({ id: choice, colour, look }) =>
      colour ? [{ option: id, choice, colour, look: look.cloth && wash ? { ...look, wash } : look }] : []
    )
  )
}

/** CIEDE2000 between the mill's colour and the flat swatch that the scene draws of it. */
export async function differenceOf(room: Darkroom, { colour, look }: Dyed): Promise<number> {
  return deltaE(colour.lab, labOf(await room.swatch(look, SWATCH)))
}

/**
 * The light that Khronos PBR Neutral shows as this colour, below where it compresses: it takes 0.04 off all three, less
 * where the least is dark.
 */
function lightOf(shown: Triple): Triple {
  const least = Math.max(0, Math.min(...shown))
  const off = least < 0.04 ? Math.sqrt(least / 6.25) - least : 0.04
  return shown.map((part) => part + off) as unknown as Triple
}

/** A darkroom for swatches: no product stands in it. */
export const openSwatchRoom = (template: CompiledTemplate): Promise<Darkroom> =>
  openDarkroom({ folder: fileURLToPath(new URL(`${template.id}/`, import.meta.url)), spec: template.scene, picture: null })

/**
 * Measures what each woven cloth needs to show the mill's colour, and writes it where the template reads it. Knits and
 * surfaces need none: their grain is even in the mean.
 */
export async function balanceCloths(template: CompiledTemplate, file: URL, say: (line: string) => void): Promise<void> {
  const room = await openSwatchRoom(template)
  try {
    const rows: string[] = []
    for (const dyed of dyedIn(template).filter(({ look }) => look.cloth)) {
      let balance: Triple = [1, 1, 1]
      let difference = Infinity
      for (let round = 0; round < ROUNDS && difference > GOOD; round++) {
        const look = { ...dyed.look, cloth: { ...dyed.look.cloth, balance } }
        const shown = await room.swatch(look, SWATCH)
        difference = deltaE(dyed.colour.lab, labOf(shown))
        if (difference <= GOOD) break
        const [wanted, before] = [lightOf(linearOf(dyed.colour.lab)), lightOf(shown)]
        balance = balance.map((factor, k) =>
          Math.min(9, (factor * wanted[k]!) / Math.max(before[k]!, 1e-4))
        ) as unknown as Triple
      }
      const factors = balance.map((factor) => Number(factor.toFixed(4)))
      rows.push([dyed.option, dyed.choice, ...factors].join(','))
      say(`${dyed.option} ${dyed.choice}: ${factors.join(' ')}, Delta E ${difference.toFixed(2)}`)
    }
    const head = '# Measured on flat swatches by "npm run models"; see src/template/LANGUAGE.md, "scene".\n'
    await writeFile(file, `${head}option,choice,red,green,blue\n${rows.join('\n')}\n`)
  } finally {
    await room.close()
  }
}
