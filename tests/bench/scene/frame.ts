import type { DarkroomPage } from '../../../src/scene/compile/darkroom-page.ts'
import { openDarkroom } from '../../../src/scene/compile/darkroom.ts'
import { builtProducts, figure } from './products.ts'

declare const darkroom: DarkroomPage

const SIZE = { width: 480, height: 600 }
const REACH = { triangles: 150_000, drawCalls: 20 }

/** What the default view of each product takes, as the renderer counts it. */
export default async function frame(say: (line: object) => void, note: (text: string) => void): Promise<void> {
  for (const { id, folder, template, picture } of builtProducts(note)) {
    const room = await openDarkroom({ folder, spec: template.scene, picture, ...SIZE })
    try {
      const { calls, triangles } = (await room.page.evaluate(() => darkroom.taken()))!
      say(figure(`triangles.${id}`, triangles, '', REACH.triangles))
      say(figure(`drawCalls.${id}`, calls, '', REACH.drawCalls))
    } finally {
      await room.close()
    }
  }
}
