import { useId, useState } from 'react'
import { FinishedButton, hasFinishedMeasures } from './fit/Finished.tsx'
import { FitWords } from './fit/FitWords.tsx'
import { Garment, isToldByTrousers } from './fit/Garment.tsx'
import { Labels } from './fit/Labels.tsx'
import { Measuring } from './fit/Measuring.tsx'
import { KeepSets, Sets } from './fit/Sets.tsx'
import { Sizes } from './fit/Sizes.tsx'
import { useFitWords } from './fit/words.ts'
import { useFitting } from './fitting.ts'

const WAYS = [
  ['measure', 'wayMeasure'],
  ['size', 'waySize'],
  ['garment', 'wayGarment'],
] as const

type Way = (typeof WAYS)[number][0]

/**
 * The body: one's own measurements, a ready size, or trousers that fit; questioned where one seems off. Then what
 * follows: the size in shops, and what is cut. Nothing here leaves the page before an order.
 */
export default function Fit() {
  const { design, preferences } = useFitting()
  const say = useFitWords()
  const { template } = design
  const { size, garment } = design.decisions()
  const [way, setWay] = useState<Way>(garment ? 'garment' : size ? 'size' : 'measure')
  const id = useId()
  const ways = WAYS.filter(
    ([one]) => one === 'measure' || (one === 'size' ? template.sizes.length > 0 : isToldByTrousers(template))
  )

  return (
    <>
      <div className="hint stays">
        <p>{say('stays')}</p>
        <p>{say('nothingKept')}</p>
      </div>
      {ways.length > 1 && (
        <fieldset className="option ways" data-control="list">
          <legend>{say('way')}</legend>
          <div className="choices">
            {ways.map(([one, word]) => (
              <label className="choice" key={one} part="choice entry" data-chosen={way === one || undefined}>
                <input type="radio" name={id} checked={way === one} onChange={() => setWay(one)} />
                <span className="words">
                  <span className="name">{say(word)}</span>
                </span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      {hasFinishedMeasures(template) && <FinishedButton />}
      {preferences && <Sets />}
      {way === 'measure' && <Measuring />}
      {way === 'size' && <Sizes />}
      {way === 'garment' && <Garment />}
      <FitWords />
      <Labels />
      {preferences && <KeepSets />}
    </>
  )
}
