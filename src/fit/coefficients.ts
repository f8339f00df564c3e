// Written by compile/fit-coefficients.ts from 4853 people (1588 F, 3265 M) of a US Army survey
// of 2012: adults fit for service, mostly 18 to 50. Errors on other people are larger.
import type { Survey } from './predict.ts'

/** Means in mm, covariances in mm2 (lower triangle), both sexes counting half. */
export const SURVEY: Survey = {
  names: [
    'stature',
    'waistGirth',
    'hipGirth',
    'thighGirth',
    'insideLegHeight',
    'bustGirth',
    'torsoGirth',
    'kneeGirth',
    'waistHeight',
    'hipHeight',
    'kneeHeight',
    'crotchLength',
    'crotchLengthBack',
  ],
  mean: [1691.8, 900.4, 1020.6, 620.7, 813.8, 1003.3, 1612, 405.2, 1018, 860.6, 468.5, 622, 349],
  covariance: [
    [8474.7],
    [4126.9, 12816.9],
    [1735, 6697.6, 5748.9],
    [1364, 4957.7, 4058, 3266.4],
    [4604.8, 1709.9, 687.5, 605.8, 3073.4],
    [5000.4, 10066.9, 5053.5, 3886.2, 2243.4, 10394.1],
    [6665.7, 8636.4, 5000.6, 3701.8, 2851.6, 8222.5, 9705.6],
    [936.9, 2602.3, 2101.5, 1644.6, 422.4, 2102.8, 2089.2, 1128.9],
    [5495.2, 1671.3, 798.6, 675, 3310.5, 2569.5, 3643.6, 466.7, 4033.6],
    [4348.1, 2010.6, 914.4, 769.4, 2826.1, 2332.6, 2922.2, 478.8, 3117.2, 2981.9],
    [2749.2, 1333.9, 569.9, 479.7, 1743.8, 1584.8, 1924.1, 315.7, 1942.1, 1683.4, 1112.4],
    [1282.3, 2203.8, 2245.2, 1575.7, 429.6, 1943.3, 2707.9, 836.7, 928.7, 555, 358.8, 1953.5],
    [1163.1, 715.6, 816.2, 596.9, 478.3, 863.5, 1422.7, 302.8, 856.2, 447, 307.9, 873.7, 875.5],
  ],
}
