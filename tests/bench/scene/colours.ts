import { differenceOf, dyedIn, openSwatchRoom } from '../../../models/colours.ts'
import { builtProducts, figure } from './products.ts'

/** A flat swatch of every dyed choice against the mill's colour, in even white light. */
export default async function colours(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  for (const { id, template } of builtProducts(note)) {
    const room = await openSwatchRoom(template)
    try {
      let worst = { name: '', difference: 0 }
      const dyed = dyedIn(template)
      for (const one of dyed) {
        const difference = await differenceOf(room, one)
        if (difference > worst.difference) worst = { name: `${one.option} ${one.choice}`, difference }
      }
      say(figure(`deltaE.${id}`, Number(worst.difference.toFixed(2)), 'Delta E 2000', 2))
      note(`deltaE.${id}: ${dyed.length} swatches; the worst is ${worst.name}.`)
    } finally {
      await room.close()
    }
  }
}
