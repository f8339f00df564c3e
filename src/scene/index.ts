import { mountScene } from './scene.ts'
import { loadShape } from './shapes.ts'
import type { CreateScene } from './types.ts'

const createScene: CreateScene = (options) => mountScene(options, loadShape)
export default createScene
