import type { SurveyName } from '../types.ts'
import { MEN, WOMEN } from './coefficients.ts'
import type { Survey } from './predict.ts'

export { predict, predictorOf, type Known, type Prediction, type Survey, type SurveyedName } from './predict.ts'

const EITHER: readonly Survey[] = [MEN, WOMEN]
const OF: Readonly<Record<SurveyName, readonly Survey[]>> = { men: [MEN], women: [WOMEN] }

/** Nobody has to say: then either survey may be this person's. */
export const surveysOf = (survey: SurveyName | null): readonly Survey[] => (survey === null ? EITHER : OF[survey])
