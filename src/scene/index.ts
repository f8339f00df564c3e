import { mountScene } from './scene.ts'
import type { CreateScene } from './types.ts'

const createScene: CreateScene = async (options) => mountScene(options)
export default createScene
