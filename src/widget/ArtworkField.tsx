import { useEffect, useId, useMemo, useRef, useState, type ClipboardEvent, type DragEvent } from 'react'
import type { Artwork } from '../design/index.ts'
import { lengthText, sayer } from '../ground/index.ts'
import { differenceText } from '../price/index.ts'
import type { CompiledOption } from '../template/index.ts'
import css from './artwork/artwork.css?inline'
import { dpiOf, pixelsFor, readArtwork, SHARP_DPI, type Reading } from './artwork/read.ts'
import { ARTWORK_WORDS } from './artwork/words.ts'
import { useFitting } from './fitting.ts'
import { WhyCard } from './parts.ts'
import { addStyles } from './styles.ts'

addStyles(css)

const KINDS = 'image/png,image/jpeg,image/webp,image/svg+xml'

/** A picture of the customer's own, seen on the product at once. It can be chosen, dropped or pasted. */
export default function ArtworkField({ option }: { readonly option: CompiledOption }) {
  const { design, language, why, openWhy, lookAt, announce } = useFitting()
  const say = useMemo(() => sayer(ARTWORK_WORDS, language), [language])
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [isReading, setReading] = useState(false)
  const [isOver, setOver] = useState(false)
  const [reading, setLast] = useState<Reading | null>(null)
  const { artworks } = design.decisions()
  const artwork = Object.hasOwn(artworks, option.id) ? artworks[option.id]! : null
  const isChosen = design.selection()[option.id] === 'given'
  const other = design.possible(option.id).find(({ choice }) => choice === (isChosen ? 'none' : 'given'))
  const width = printedWidth(option, design.look().artwork)
  const latest = useRef(0)

  const take = async (file: Blob | undefined) => {
    if (!file) return
    if (!isChosen && other?.state === 'no') {
      openWhy({ option: option.id, choice: 'given' })
      return
    }
    const turn = ++latest.current
    setReading(true)
    try {
      const read = await readArtwork(file, width)
      // Another file was chosen while this one was read.
      if (turn !== latest.current) return
      setLast(read)
      if (!read.ok) return
      design.attach(option.id, read.artwork)
      announce(say('said'))
      lookAt(option.view)
    } finally {
      if (turn === latest.current) setReading(false)
    }
  }
  const remove = () => {
    latest.current++
    setLast(null)
    design.choose(option.id, 'none')
    announce(say('taken'))
    input.current?.focus()
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    void take(event.dataTransfer.files[0])
  }
  const onPaste = (event: ClipboardEvent) => {
    const file = [...event.clipboardData.files].find(({ type }) => type.startsWith('image/'))
    if (!file) return
    event.preventDefault()
    void take(file)
  }
  const refusal = reading && !reading.ok ? say(reading.word, reading.values) : null

  return (
    <fieldset
      className="option artwork"
      part="option"
      data-control="artwork"
      data-over={isOver || undefined}
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
      onPaste={onPaste}
    >
      <legend>
        {option.label[language]}{' '}
        {other?.difference ? (
          <span className="now">
            {differenceText(isChosen ? -other.difference : other.difference, design.currency(), language)}
          </span>
        ) : null}
      </legend>
      {option.about && <p className="hint">{option.about[language]}</p>}
      {artwork && <Preview artwork={artwork} words={say('preview')} />}
      <div className="file">
        <label className="quiet" htmlFor={`${id}-file`}>
          {say(artwork ? 'chooseOther' : 'choose')}
        </label>
        <input
          ref={input}
          id={`${id}-file`}
          type="file"
          accept={KINDS}
          aria-describedby={`${id}-help`}
          aria-invalid={refusal ? true : undefined}
          onChange={(event) => {
            void take(event.target.files?.[0])
            // The same file may be chosen again, mended.
            event.target.value = ''
          }}
        />
        {isChosen && (
          <button type="button" className="quiet" onClick={remove}>
            {say('remove')}
          </button>
        )}
      </div>
      <div id={`${id}-help`}>
        {refusal && (
          <p className="hint doubt" role="alert">
            {refusal}
          </p>
        )}
        {isReading && (
          <p className="hint" role="status">
            {say('reading')}
          </p>
        )}
        {artwork && <Sharpness artwork={artwork} width={width} />}
        {artwork && reading?.ok && reading.artwork === artwork && reading.hasProfile && (
          <p className="hint">{say('profile')}</p>
        )}
        {isChosen && !artwork && !isReading && <p className="hint doubt">{say('missing')}</p>}
        {!artwork && <p className="hint">{say('orDrop')}</p>}
        <p className="hint">{say('stays')}</p>
      </div>
      {why?.option === option.id && <WhyCard option={option} choice={why.choice} />}
    </fieldset>
  )
}

function Preview({ artwork, words }: { readonly artwork: Artwork; readonly words: string }) {
  const [url, setUrl] = useState<string | null>(null)
  useEffect(() => {
    const made = URL.createObjectURL(artwork.png)
    setUrl(made)
    return () => URL.revokeObjectURL(made)
  }, [artwork])
  return url && <img className="own" part="artwork" src={url} alt={words} />
}

/** How large it is printed, and how sharp that is. */
function Sharpness({ artwork, width }: { readonly artwork: Artwork; readonly width: number }) {
  const { design, language } = useFitting()
  const say = sayer(ARTWORK_WORDS, language)
  const dpi = dpiOf(artwork.width, width)
  const isSharp = dpi >= SHARP_DPI
  const long = (mm: number) => lengthText(Math.round(mm * 10), design.unit(), language)
  const values = {
    dpi,
    width: long(width),
    height: long((width * artwork.height) / artwork.width),
    pixels: pixelsFor(SHARP_DPI, width),
  }
  return <p className={isSharp ? 'hint' : 'hint doubt'}>{say(isSharp ? 'sharp' : 'soft', values)}</p>
}

/** mm: what is chosen now says it; before it is chosen, what choosing it would say. */
function printedWidth(option: CompiledOption, now: { readonly width?: number } | undefined): number {
  const given = option.choices.find(({ id }) => id === 'given')?.look.artwork?.width
  return now?.width ?? given ?? DEFAULT_WIDTH
}

/** mm */
const DEFAULT_WIDTH = 100
