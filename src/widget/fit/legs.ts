import type { FinishedMeasure } from '../../template/index.ts'

/** A length that ends above the floor: what it has less than the leg is no ease. */
export const isLengthOfLeg = ({ body }: FinishedMeasure): boolean => body === 'insideLegHeight'
