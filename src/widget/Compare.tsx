import { useEffect, useId, useMemo, useState } from 'react'
import type { Design } from '../design/index.ts'
import { dayText } from '../ground/index.ts'
import { moneyText } from '../price/index.ts'
import { Dialog } from './Dialog.tsx'
import { useFitting } from './fitting.ts'
import { choiceText } from './labels.ts'
import { useSheetWords } from './sheetWords.ts'

const ASIDE = '(aside)'

export interface CompareProps {
  /** The code of a design set aside earlier on this page. */
  readonly aside: string | null
  readonly onAside: (code: string) => void
  readonly onClose: () => void
}

/** Two designs side by side: their pictures, and only what differs. */
export default function Compare({ aside, onAside, onClose }: CompareProps) {
  const { design, base, preferences, language, announce } = useFitting()
  const say = useSheetWords()
  const { template } = design
  const id = useId()
  const [other, setOther] = useState(() => (aside === null ? firstToCompare(design) : ASIDE))
  const [isAside, setIsAside] = useState(false)
  const otherDesign = useMemo(() => {
    const made = design.another()
    if (other === ASIDE) made.open(aside ?? '')
    else if (other) made.start(other)
    return made
    // `language`: the design stays the same object when it is told another.
  }, [other, aside, language, design])
  const start = template.starts.find((one) => one.id === other)
  const otherName = start ? start.label[language] : say('compareAside')
  const mine = design.selection()
  const theirs = otherDesign.selection()
  const differing = template.options.filter((option) => mine[option.id] !== theirs[option.id])
  const priceOf = (one: Design) => moneyText(one.quote().total, one.currency(), language)
  const readyOf = (one: Design) => dayText(one.quote().promise.to, language)

  const isPair = other !== ''
  useEffect(() => {
    if (isPair) preferences?.gate.emit('design.compared', {})
    // Once each time two stand side by side: neither another second design nor a late gate makes it twice.
  }, [isPair])

  return (
    <Dialog title={say('compareTitle')} part="compare" isWide onClose={onClose}>
      <div className="pick">
        <label htmlFor={id}>{say('compareWith')}</label>
        <select id={id} className="text" value={other} onChange={(event) => setOther(event.target.value)}>
          {aside !== null && <option value={ASIDE}>{say('compareAside')}</option>}
          {template.starts.map((one) => (
            <option key={one.id} value={one.id}>
              {one.label[language]}
            </option>
          ))}
        </select>
      </div>
      <div className="pair">
        <figure>
          <Picture of={design} instead={null} name={say('compareYours')} />
          <figcaption>
            <strong>{say('compareYours')}</strong> {priceOf(design)}
          </figcaption>
          <button
            type="button"
            className="second"
            onClick={() => {
              onAside(design.code())
              setIsAside(true)
            }}
          >
            {say('compareSetAside')}
          </button>
          <p role="status">{isAside ? say('compareIsAside') : ''}</p>
        </figure>
        <figure>
          <Picture
            key={other}
            of={otherDesign}
            instead={start?.image ? new URL(start.image, base).href : null}
            name={otherName}
          />
          <figcaption>
            <strong>{otherName}</strong> {priceOf(otherDesign)}
          </figcaption>
          <button
            type="button"
            className="second"
            onClick={() => {
              if (start) design.start(start.id)
              else {
                design.open(otherDesign.code())
                design.dismissNotices()
              }
              announce(say('saidStart', { start: otherName }))
              onClose()
            }}
          >
            {say('compareTake')}
          </button>
        </figure>
      </div>
      {differing.length === 0 ? (
        <p>{say('compareSame')}</p>
      ) : (
        <div className="scroll" tabIndex={0} role="group" aria-label={say('compareDifferences')}>
          <table>
            <caption>{say('compareDifferences')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('compareOption')}</th>
                <th scope="col">{say('compareYours')}</th>
                <th scope="col">{otherName}</th>
              </tr>
            </thead>
            <tbody>
              {differing.map((option) => (
                <tr key={option.id}>
                  <th scope="row">{option.label[language]}</th>
                  <td>{choiceText(design, option, mine[option.id]!)}</td>
                  <td>{choiceText(design, option, theirs[option.id]!)}</td>
                </tr>
              ))}
              <tr>
                <th scope="row">{say('comparePrice')}</th>
                <td>{priceOf(design)}</td>
                <td>{priceOf(otherDesign)}</td>
              </tr>
              <tr>
                <th scope="row">{say('compareReady')}</th>
                <td>{readyOf(design)}</td>
                <td>{readyOf(otherDesign)}</td>
              </tr>
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  )
}

/** The first start design that is another than the customer's: one beside its twin says nothing. */
function firstToCompare(design: Design): string {
  const { starts, options } = design.template
  const mine = design.selection()
  const isAnother = (start: string) => {
    const made = design.another()
    made.start(start)
    return options.some(({ id }) => made.selection()[id] !== mine[id])
  }
  return (starts.find(({ id }) => isAnother(id)) ?? starts[0])?.id ?? ''
}

// One stage draws both pictures, one after the other.
let lastPicture: Promise<unknown> = Promise.resolve()

interface PictureProps {
  readonly of: Design
  /** The designer's own picture, if there is one. */
  readonly instead: string | null
  readonly name: string
}

/** Drawn by the stage; the designer's picture until then, and where there is no 3D. */
function Picture({ of, instead, name }: PictureProps) {
  const { picture, design, base } = useFitting()
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    let made: string | null = null
    let isOver = false
    lastPicture = lastPicture
      .then(() => (isOver ? null : picture(of, { width: 480, height: 600 })))
      .then((blob) => {
        if (isOver || !blob) return
        made = URL.createObjectURL(blob)
        setUrl(made)
      })
      // Without a picture the designer's stays.
      .catch(() => undefined)
    return () => {
      isOver = true
      if (made) URL.revokeObjectURL(made)
    }
  }, [of, picture])
  // The poster is the standard design: it stands for no other.
  const isStandard = Object.keys(of.decisions().picks).length === 0
  const src = url ?? instead ?? (isStandard ? new URL(design.template.scene.poster, base).href : null)
  return src && <img src={src} alt={name} width={480} height={600} />
}
