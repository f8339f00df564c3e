import { lengthText, sayer, type Catalogue, type Language, type LengthUnit } from '../ground/index.ts'
import {
  isHelping,
  isMeasurement,
  sideIn,
  unitOf,
  type AskedName,
  type HelpingName,
  type MeasurementName,
  type Side,
} from './names.ts'
import type { Doubt } from './types.ts'

type Key =
  | MeasurementName
  | HelpingName
  | Side
  | `${AskedName}.how`
  | `${AskedName}.where`
  | `${Doubt['code']}`
  | 'unlikely-together.suggestion'
  | 'unlikely-together.alone'
  | 'out-of-range.suggestion'

const FIT_WORDS: Catalogue<Key> = {
  en: {
    stature: 'Height',
    waistGirth: 'Waist',
    hipGirth: 'Hip',
    thighGirth: 'Thigh',
    insideLegHeight: 'Inside leg',
    bustGirth: 'Bust',
    underbustGirth: 'Underbust',
    torsoGirth: 'Trunk loop',
    kneeGirth: 'Knee girth',
    waistHeight: 'Waist height',
    hipHeight: 'Hip height',
    kneeHeight: 'Knee height',
    crotchLength: 'Crotch length',
    crotchLengthBack: 'Crotch length, back',
    highHipGirth: 'High hip',
    calfGirth: 'Calf',
    ankleGirth: 'Ankle',
    footLength: 'Foot length',
    footBreadth: 'Foot breadth',
    ballGirth: 'Ball girth',
    instepGirth: 'Instep girth',
    heelGirth: 'Heel girth',
    bodyMass: 'Weight',
    statedStature: 'Height, as you know it',
    statedMass: 'Weight, as you know it',
    naturalWaistGirth: 'Waist, where it is narrowest',
    left: '{name}, left',
    right: '{name}, right',
    'stature.how':
      'Stand without shoes, heels and back against a wall; lay a book flat on your head and mark the wall.',
    'stature.where': 'From the floor to the top of the head.',
    'waistGirth.how': 'Breathe out gently. Lay the tape level around you without pulling it tight.',
    'waistGirth.where': 'Around the waist, at the height of the navel.',
    'hipGirth.how': 'Stand with your feet together and empty pockets. Keep the tape level all the way round.',
    'hipGirth.where': 'Around the seat, where it is fullest.',
    'thighGirth.how': 'Stand with your weight on both feet. The tape lies snug, without pressing in.',
    'thighGirth.where': 'Around the top of the thigh, just below the seat.',
    'insideLegHeight.how': 'Stand without shoes, feet a hand apart, and hold a book up firmly between your legs.',
    'insideLegHeight.where': 'From the crotch straight down to the floor.',
    'bustGirth.how': 'Arms hanging, in the bra or top you would wear. The tape lies level and does not press in.',
    'bustGirth.where': 'Around the fullest part of the bust or chest, over the nipples, level across the back.',
    'underbustGirth.how': 'Breathe out gently. The tape lies snug and level.',
    'underbustGirth.where': 'Around the ribs, just below the bust.',
    'torsoGirth.how': 'Stand upright and ask someone to help. The tape lies close, without pulling.',
    'torsoGirth.where': 'From the middle of one shoulder over the bust, between the legs and up the back again.',
    'highHipGirth.how': 'Stand with your feet together. The tape lies level, without pulling.',
    'highHipGirth.where': 'Around the belly at the top of the hip bones, between waist and hip.',
    'kneeGirth.how': 'Stand with your weight on both feet, the knee straight but not locked.',
    'kneeGirth.where': 'Around the knee, across the middle of the kneecap.',
    'calfGirth.how': 'Stand with your weight on both feet.',
    'calfGirth.where': 'Around the calf, where it is strongest.',
    'ankleGirth.how': 'Stand with your weight on both feet.',
    'ankleGirth.where': 'Around the leg just above the ankle bones, where it is thinnest.',
    'footLength.how':
      'Stand on paper with your heel against a wall, in the socks you will wear. Mark where the longest toe ends.',
    'footLength.where': 'From the back of the heel to the tip of the longest toe, whichever it is.',
    'footBreadth.how': 'Stand on paper and mark the foot on both sides; do not let the pen lean inwards.',
    'footBreadth.where': 'Straight across the ball, where the foot is broadest.',
    'ballGirth.how': 'Stand with your weight on both feet. The tape lies snug.',
    'ballGirth.where': 'Around the ball of the foot, over the joints of the big and the little toe.',
    'instepGirth.how': 'Stand with your weight on both feet. The tape lies snug.',
    'instepGirth.where': 'Around the middle of the foot, over the highest point of the instep.',
    'heelGirth.how': 'Stand with your weight on both feet. The tape lies snug.',
    'heelGirth.where': 'Around the back tip of the heel and over the bend where the foot meets the leg.',
    'not-a-length': 'Please type a length, such as 86.5 or 34 1/2.',
    'out-of-range': 'This is outside what we can cut. Please measure again.',
    'out-of-range.suggestion': 'This is outside what we can cut. Did you mean {suggestion}?',
    'looks-like-inch': 'This looks like inches. Did you mean {suggestion}?',
    'looks-like-cm': 'This looks like centimetres. Did you mean {suggestion}?',
    'looks-swapped': 'This does not go with “{with}”. Are two digits swapped? Did you mean {suggestion}?',
    'looks-exchanged': 'This does not go with “{with}”. Are the two values swapped? Did you mean {suggestion} here?',
    'looks-like-pounds': 'This looks like pounds. Did you mean {suggestion}?',
    'looks-repeated': 'This is what stands at “{with}” too. Please check both.',
    'sides-differ': 'The two sides differ more than usual. Please measure both again; if it is so, leave it as it is.',
    'unlikely-together': 'This seldom goes with “{with}”. Please check both.',
    'unlikely-together.alone': 'This seldom goes with the other values. Please check them.',
    'unlikely-together.suggestion': 'This seldom goes with “{with}”; about {suggestion} would. Please check both.',
  },
  de: {
    stature: 'Körpergröße',
    waistGirth: 'Taille',
    hipGirth: 'Hüfte',
    thighGirth: 'Oberschenkel',
    insideLegHeight: 'Innere Beinlänge',
    bustGirth: 'Brust',
    underbustGirth: 'Unterbrust',
    torsoGirth: 'Rumpflänge rundum',
    kneeGirth: 'Knieumfang',
    waistHeight: 'Taillenhöhe',
    hipHeight: 'Hüfthöhe',
    kneeHeight: 'Kniehöhe',
    crotchLength: 'Durchschrittlänge',
    crotchLengthBack: 'Durchschrittlänge hinten',
    highHipGirth: 'Hohe Hüfte',
    calfGirth: 'Wade',
    ankleGirth: 'Fessel',
    footLength: 'Fußlänge',
    footBreadth: 'Fußbreite',
    ballGirth: 'Ballenumfang',
    instepGirth: 'Ristumfang',
    heelGirth: 'Fersenumfang',
    bodyMass: 'Gewicht',
    statedStature: 'Körpergröße, soweit bekannt',
    statedMass: 'Gewicht, soweit bekannt',
    naturalWaistGirth: 'Taille, wo sie am schmalsten ist',
    left: '{name}, links',
    right: '{name}, rechts',
    'stature.how':
      'Stellen Sie sich ohne Schuhe an eine Wand, legen Sie ein Buch flach auf den Kopf und markieren Sie die Stelle.',
    'stature.where': 'Vom Boden bis zum Scheitel.',
    'waistGirth.how': 'Atmen Sie ruhig aus. Legen Sie das Maßband waagerecht um, ohne es festzuziehen.',
    'waistGirth.where': 'Um die Taille, auf Höhe des Bauchnabels.',
    'hipGirth.how': 'Stehen Sie mit geschlossenen Füßen und leeren Taschen. Das Maßband liegt ringsum waagerecht.',
    'hipGirth.where': 'Um das Gesäß, an der stärksten Stelle.',
    'thighGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße. Das Maßband liegt an, ohne einzuschneiden.',
    'thighGirth.where': 'Um den Oberschenkel, ganz oben, dicht unter dem Gesäß.',
    'insideLegHeight.how':
      'Stehen Sie ohne Schuhe, die Füße leicht auseinander, und drücken Sie ein Buch zwischen den Beinen nach oben.',
    'insideLegHeight.where': 'Vom Schritt gerade hinunter bis zum Boden.',
    'bustGirth.how':
      'Die Arme hängen, Sie tragen den BH oder das Oberteil, das Sie sonst tragen. Das Maßband liegt locker.',
    'bustGirth.where': 'Um die stärkste Stelle der Brust, über die Brustwarzen, am Rücken auf gleicher Höhe.',
    'underbustGirth.how': 'Atmen Sie ruhig aus. Das Maßband liegt eng an und waagerecht.',
    'underbustGirth.where': 'Um die Rippen, dicht unter der Brust.',
    'torsoGirth.how': 'Stehen Sie aufrecht und lassen Sie sich helfen. Das Maßband liegt an, ohne zu ziehen.',
    'torsoGirth.where':
      'Von der Mitte einer Schulter über die Brust, zwischen den Beinen hindurch und am Rücken wieder hoch.',
    'highHipGirth.how': 'Stehen Sie mit geschlossenen Füßen. Das Maßband liegt waagerecht, ohne zu ziehen.',
    'highHipGirth.where': 'Um den Bauch, oben an den Hüftknochen, zwischen Taille und Hüfte.',
    'kneeGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße, das Knie gerade, aber nicht durchgedrückt.',
    'kneeGirth.where': 'Um das Knie, über die Mitte der Kniescheibe.',
    'calfGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße.',
    'calfGirth.where': 'Um die Wade, an der stärksten Stelle.',
    'ankleGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße.',
    'ankleGirth.where': 'Um das Bein dicht über den Knöcheln, wo es am schmalsten ist.',
    'footLength.how':
      'Stellen Sie sich in den Socken, die Sie tragen werden, auf Papier, die Ferse an der Wand. Markieren Sie das Ende der längsten Zehe.',
    'footLength.where': 'Von der Ferse hinten bis zur Spitze der längsten Zehe, welche es auch ist.',
    'footBreadth.how':
      'Stellen Sie sich auf Papier und markieren Sie den Fuß auf beiden Seiten; der Stift neigt sich nicht nach innen.',
    'footBreadth.where': 'Gerade über den Ballen, wo der Fuß am breitesten ist.',
    'ballGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße. Das Maßband liegt an.',
    'ballGirth.where': 'Um den Ballen, über die Grundgelenke der großen und der kleinen Zehe.',
    'instepGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße. Das Maßband liegt an.',
    'instepGirth.where': 'Um die Mitte des Fußes, über die höchste Stelle des Rists.',
    'heelGirth.how': 'Verteilen Sie Ihr Gewicht auf beide Füße. Das Maßband liegt an.',
    'heelGirth.where': 'Um die Ferse hinten und über die Beuge, wo der Fuß in das Bein übergeht.',
    'not-a-length': 'Bitte geben Sie eine Länge ein, zum Beispiel 86,5 oder 34 1/2.',
    'out-of-range': 'Das liegt außerhalb dessen, was wir zuschneiden können. Bitte messen Sie noch einmal.',
    'out-of-range.suggestion': 'Das liegt außerhalb dessen, was wir zuschneiden können. Meinten Sie {suggestion}?',
    'looks-like-inch': 'Das sieht nach Zoll aus. Meinten Sie {suggestion}?',
    'looks-like-cm': 'Das sieht nach Zentimetern aus. Meinten Sie {suggestion}?',
    'looks-swapped': 'Das passt nicht zu „{with}“. Sind zwei Ziffern vertauscht? Meinten Sie {suggestion}?',
    'looks-exchanged': 'Das passt nicht zu „{with}“. Sind die beiden Werte vertauscht? Meinten Sie hier {suggestion}?',
    'looks-like-pounds': 'Das sieht nach Pfund aus. Meinten Sie {suggestion}?',
    'looks-repeated': 'Das steht auch bei „{with}“. Bitte prüfen Sie beide Werte.',
    'sides-differ':
      'Die beiden Seiten unterscheiden sich mehr als üblich. Bitte messen Sie noch einmal; stimmt es, lassen Sie es so.',
    'unlikely-together': 'Das passt selten zu „{with}“. Bitte prüfen Sie beide Werte.',
    'unlikely-together.alone': 'Das passt selten zu den anderen Werten. Bitte prüfen Sie sie.',
    'unlikely-together.suggestion':
      'Das passt selten zu „{with}“; etwa {suggestion} würde passen. Bitte prüfen Sie beide Werte.',
  },
}

/** "Waist", "Foot length, left"; a name we do not know is said as it is. */
export function measurementLabel(name: string, language: Language): string {
  const say = sayer(FIT_WORDS, language)
  const sided = sideIn(name)
  if (sided) return say(sided.side, { name: say(sided.name) })
  return isMeasurement(name) || isHelping(name) ? say(name) : name
}

/** How to hold the tape, and where it goes. */
export function howToTake(name: AskedName, language: Language): { readonly how: string; readonly where: string } {
  const say = sayer(FIT_WORDS, language)
  return { how: say(`${name}.how`), where: say(`${name}.where`) }
}

/** A doubt as a question at the field. It may hold the suggestion, so it belongs on the page and nowhere else. */
export function doubtText(doubt: Doubt, language: Language, unit: LengthUnit): string {
  const say = sayer(FIT_WORDS, language)
  const values = {
    with: doubt.with === null ? '' : measurementLabel(doubt.with, language),
    suggestion: doubt.suggestion === null ? '' : valueText(doubt.name, doubt.suggestion, unit, language),
  }
  return say(keyOf(doubt), values)
}

/** "86.4 cm", "75 kg"; whoever measures in inches weighs in pounds. */
export function valueText(name: string, tenths: number, unit: LengthUnit, language: Language): string {
  if (unitOf(name) === 'length') return lengthText(tenths, unit, language)
  const [value, mass] = unit === 'cm' ? [tenths / 10, 'kilogram'] : [tenths / TENTHS_IN_A_POUND, 'pound']
  return new Intl.NumberFormat(language, { style: 'unit', unit: mass, maximumFractionDigits: 1 }).format(value)
}

const TENTHS_IN_A_POUND = 4.535_923_7

function keyOf({ code, with: other, suggestion }: Doubt): Key {
  if (code === 'out-of-range') return suggestion === null ? code : 'out-of-range.suggestion'
  if (code === 'unlikely-together' && other === null) return 'unlikely-together.alone'
  if (code === 'unlikely-together' && suggestion !== null) return 'unlikely-together.suggestion'
  return code
}
