import { describe, expect, it } from 'vitest'
import { shapeUrl } from '../../src/scene/shapes.ts'

describe('shapeUrl', () => {
  it('fills the axes from the look', () => {
    expect(shapeUrl('shapes/{fit}-{leg}.glb', { fit: 'slim', leg: 'wide' }, 'https://shop.example/a/b.json')).toBe(
      'https://shop.example/a/shapes/slim-wide.glb'
    )
  })

  it('takes a link without axes as it is', () => {
    expect(shapeUrl('desk.glb', {}, 'https://shop.example/a/')).toBe('https://shop.example/a/desk.glb')
  })

  it('lets no axis climb out of the folder', () => {
    expect(shapeUrl('shapes/{fit}.glb', { fit: '../../x' }, 'https://shop.example/a/')).toBe(
      'https://shop.example/a/shapes/..%2F..%2Fx.glb'
    )
  })

  it('says which axis no look gives', () => {
    expect(() => shapeUrl('shapes/{fit}.glb', { leg: 'wide' }, 'https://shop.example/')).toThrow(
      expect.objectContaining({ code: 'scene/no-axis', message: 'scene.shape: no chosen look gives the axis "fit".' })
    )
    expect(() => shapeUrl('{constructor}.glb', {}, 'https://shop.example/')).toThrow(
      expect.objectContaining({ code: 'scene/no-axis' })
    )
  })
})
