import { measurementLabel, type Measured } from '../../fit/index.ts'
import type { Text } from '../../ground/index.ts'
import { STRAIN_LIMIT, type Piece } from '../../pattern/index.ts'
import type { ChosenGoods } from '../../template/index.ts'
import { isUnstated, type StitchStep } from '../stitching.ts'

interface Noted {
  readonly bodyOpen: boolean
  /** The product was built again since the order. */
  readonly isOther: boolean
  readonly measurements: readonly Measured[]
  readonly pieces: readonly Piece[]
  /** What the workroom calls each piece. */
  readonly names: Readonly<Record<string, Text>>
  readonly goods: readonly ChosenGoods[]
  /** Cloths that are narrower than a piece. */
  readonly unlaid: readonly Text[]
  readonly stitches: readonly StitchStep[]
}

/** What a cutter should look at before the first cut, the weightiest first. */
export function notesOf({ bodyOpen, isOther, measurements, pieces, names, goods, unlaid, stitches }: Noted): readonly Text[] {
  return [
    bodyOpen && {
      en: 'No measurements were given: the pieces are of a middle size. Ask before cutting.',
      de: 'Es liegen keine Maße vor: Die Teile haben eine mittlere Größe. Vor dem Zuschneiden nachfragen.',
    },
    isOther && {
      en: 'The product was built again since this order: cloth, stitches and labels are those of today. Compare.',
      de: 'Das Produkt wurde seit der Bestellung neu gebaut: Stoff, Stiche und Etiketten sind von heute. Vergleichen.',
    },
    ...unlaid.map(({ en, de }) => ({
      en: `${en}: a piece is wider than the cloth, so there is no marker. Cut it from a wider one, or piece it.`,
      de: `${de}: Ein Teil ist breiter als der Stoff, es gibt kein Schnittbild. Breiteren Stoff nehmen oder ansetzen.`,
    })),
    estimated(measurements),
    ...goods.map(shrinking),
    ...goods.map(oneWay),
    strained(pieces, names),
    goods.some(({ part, goods: { matter } }) => part !== null && matter === 'leather') && {
      en: 'Hides are laid as straight strips here: lay round flaws, tight from toe to heel.',
      de: 'Häute sind hier als gerade Streifen gelegt: um Fehler herum legen, Zugrichtung von Spitze zu Ferse.',
    },
    unstated(stitches),
  ].filter((note) => note !== false)
}

function estimated(measurements: readonly Measured[]): Text | false {
  const names = measurements.filter(({ source }) => source === 'estimated').map(({ name }) => name)
  if (names.length === 0) return false
  const list = (language: 'en' | 'de') => names.map((name) => measurementLabel(name, language)).join('; ')
  return {
    en: `Estimated, not taken: ${list('en')}. Check on the customer where you can.`,
    de: `Geschätzt, nicht genommen: ${list('de')}. Wo möglich, an der Kundin oder am Kunden prüfen.`,
  }
}

function shrinking({ label, goods: { shrinkage } }: ChosenGoods): Text | false {
  const [warp, weft] = [shrinkage.warp / 10, shrinkage.weft / 10]
  if (warp === 0 && weft === 0) return false
  return {
    en:
      `${label.en} shrinks by ${warp} % along and ${weft} % across in the first wash. Pieces in the files are of the ` +
      'finished size; the marker is laid larger by as much.',
    de:
      `${label.de} läuft bei der ersten Wäsche um ${german(warp)} % längs und ${german(weft)} % quer ein. Die Teile in ` +
      'den Dateien haben das fertige Maß; im Schnittbild liegen sie um so viel größer.',
  }
}

const oneWay = ({ label, goods }: ChosenGoods): Text | false =>
  goods.oneWay && {
    en: `${label.en} has an up and a down: no piece may be turned.`,
    de: `${label.de} hat ein Oben und ein Unten: Kein Teil darf gedreht werden.`,
  }

function strained(pieces: readonly Piece[], names: Noted['names']): Text | false {
  const hard = pieces.filter(({ strain }) => strain && strain.p95 > STRAIN_LIMIT)
  if (hard.length === 0) return false
  const list = (language: 'en' | 'de') => hard.map(({ name }) => names[name]?.[language] ?? name).join('; ')
  return {
    en: `Lasting stretches these by more than 5 %; cut a seam along their middle, or work them wet: ${list('en')}.`,
    de: `Das Zwicken dehnt diese um mehr als 5 %; in der Mitte teilen oder nass walken: ${list('de')}.`,
  }
}

function unstated(stitches: readonly StitchStep[]): Text | false {
  const lines = stitches.filter(isUnstated).map(({ line }) => line)
  if (lines.length === 0) return false
  return {
    en: `No stitch is stated for ${lines.join(', ')}: counted as lockstitch.`,
    de: `Kein Stich angegeben für ${lines.join(', ')}: als Steppstich gerechnet.`,
  }
}

const german = (number: number): string => String(number).replace('.', ',')
