// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import createScene from '../../src/scene/index.ts'

describe('createScene', () => {
  it('says that there is no WebGL and leaves nothing behind in the host', async () => {
    const host = document.createElement('div')
    const scene = createScene({
      host,
      spec: {
        shape: 'x.glb',
        trims: [],
        topology: null,
        stand: null,
        exposure: 1,
        frame: 0.8,
        poster: '',
        posterView: 'start',
        views: { start: { target: [0, 0, 0], distance: 2, azimuth: 0, elevation: 0 } },
      },
      base: 'https://shop.example/',
      picture: { look: {}, texts: {}, artworks: {} },
      ground: 'light',
      reducedMotion: true,
      startWorker: null,
      onState: () => {},
    })
    await expect(scene).rejects.toMatchObject({ code: 'scene/no-webgl' })
    expect(host.childElementCount).toBe(0)
  })
})
