import type { Design } from '../../design/index.ts'
import { measurementLabel } from '../../fit/index.ts'
import { dayText, lengthText, type Say } from '../../ground/index.ts'
import {
  A4,
  createPdf,
  isWritable,
  MM_PER_POINT,
  widthOf,
  wrapped,
  type Jpeg,
  type Weight,
} from '../../ground/pdf/index.ts'
import type { OrderSpec } from '../../order/index.ts'
import { moneyText } from '../../price/index.ts'
import { choiceText, daysText } from '../labels.ts'
import type { SheetKey } from '../sheetWords.ts'

interface CardInput {
  readonly design: Design
  readonly spec: OrderSpec
  readonly number: string | null
  readonly photo: Blob | null
  readonly say: Say<SheetKey>
}

/** Millimetres, from the upper left corner; letters in points. */
const MARGIN = 17
const LEFT = MARGIN
const RIGHT = A4.width - MARGIN
const BOTTOM = A4.height - MARGIN
const PICTURE_WIDTH = 67
const PICTURE_HEIGHT = 116
const GUTTER = 8.5
const SIZE = 10
const LEADING = 5.3
const HAIRLINE = { width: 0.18, colour: '#b3b3b3' }

/**
 * A page to print and to keep: picture, choices, measurements, price lines. Made in the page, from the order as it
 * was sent.
 */
export async function cardOf({ design, spec, number, photo, say }: CardInput): Promise<Blob> {
  const { template } = design
  const language = design.language()
  const { order } = spec
  const pdf = createPdf({ title: `${template.name[language]} ${number ?? ''}`.trim(), language })
  const money = (amount: number) => moneyText(amount, order.quote.currency, language)
  let page = pdf.addPage(A4.width, A4.height)
  let y = MARGIN + 7

  const room = (height: number) => {
    if (y + height <= BOTTOM) return
    page = pdf.addPage(A4.width, A4.height)
    y = MARGIN
  }
  const write = async (x: number, text: string, size = SIZE, weight: Weight = 'plain') => {
    // A letter the fonts do not have is drawn instead: a name stays as it was written.
    const drawn = isWritable(text) ? null : await drawnText(text, size)
    if (!drawn) return page.text([x, y], text, { size, weight })
    const [width, height] = [drawn.width * MM_PER_POINT, drawn.height * MM_PER_POINT]
    page.picture(drawn.jpeg, [x, y + size * 0.3 * MM_PER_POINT - height], width, height)
  }
  const rule = (at: number) =>
    page.line(
      [
        [LEFT, at],
        [RIGHT, at],
      ],
      HAIRLINE
    )
  const heading = async (text: string, x: number) => {
    room(3 * LEADING)
    y += LEADING
    await write(x, text, SIZE, 'bold')
    y += LEADING
  }
  const row = async (x: number, label: string, value: string, weight: Weight = 'plain') => {
    const [first = '', ...rest] = wrapped(value, RIGHT - x - LABEL_WIDTH, { size: SIZE })
    room(LEADING * (1 + rest.length))
    await write(x, label, SIZE, weight)
    await write(x + LABEL_WIDTH, first, SIZE, weight)
    y += LEADING
    for (const line of rest) {
      await write(x + LABEL_WIDTH, line, SIZE, weight)
      y += LEADING
    }
  }

  await write(LEFT, template.name[language], 20, 'bold')
  y += 7
  await write(LEFT, number ? say('cardNumber', { number }) : say('cardTitle'), 12)
  y += LEADING
  await write(
    LEFT,
    [
      say('cardOrdered', { day: dayText(order.quote.day, language, true) }),
      say('cardReady', { when: daysText(order.promise, language) }),
    ].join('. ')
  )
  y += LEADING
  rule(y)

  const top = y
  const jpeg = photo && (await jpegOf(photo))
  const height = jpeg ? Math.min(PICTURE_HEIGHT, (PICTURE_WIDTH * jpeg.height) / jpeg.width) : 0
  if (jpeg) page.picture(jpeg, [LEFT, top + 4], (height * jpeg.width) / jpeg.height, height)
  const column = jpeg ? LEFT + PICTURE_WIDTH + GUTTER : LEFT

  await heading(say('cardChoices'), column)
  for (const option of template.options) {
    const choice = order.selection[option.id] ?? ''
    const text = spec.personal?.texts[option.id]
    await row(
      column,
      option.label[language],
      option.kind === 'text' && text ? text : choiceText(design, option, choice)
    )
  }
  y = Math.max(y, top + 4 + height)

  await heading(say('cardMeasurements'), LEFT)
  const { size, measurements = [] } = spec.fit ?? {}
  if (size) await row(LEFT, say('fitSizeLabel'), `${size.label} (${size.system})`)
  if (!size && measurements.length === 0) await row(LEFT, say('cardMeasurementsNone'), '')
  // What the customer took stands before what was worked out from it.
  const byHand = [...measurements].sort((a, b) => Number(b.source === 'taken') - Number(a.source === 'taken'))
  for (const { name, value, source } of byHand)
    await row(
      LEFT,
      measurementLabel(name, language),
      lengthText(value, design.unit(), language) + (source === 'estimated' ? ` (${say('estimated')})` : '')
    )

  await heading(say('cardPrice'), LEFT)
  for (const { label, amount } of order.quote.lines) await priceRow(label, money(amount))
  rule(y - LEADING + 1.4)
  await priceRow(say('total'), money(order.quote.total), 'bold')
  await note(say(order.quote.taxMode === 'included' ? 'taxIncluded' : 'taxExcluded'))
  for (const { id, text } of template.disclosures) if (order.disclosures.includes(id)) await note(text[language])
  return new Blob([pdf.bytes()], { type: 'application/pdf' })

  async function priceRow(label: string, amount: string, weight: Weight = 'plain') {
    room(LEADING)
    await write(LEFT, label, SIZE, weight)
    await write(RIGHT - widthOf(amount, SIZE, weight) * MM_PER_POINT, amount, SIZE, weight)
    y += LEADING
  }

  async function note(text: string) {
    for (const line of wrapped(text, RIGHT - LEFT, { size: SIZE })) {
      room(LEADING)
      await write(LEFT, line, 9)
      y += LEADING - 0.7
    }
  }
}

const LABEL_WIDTH = 46

/** On white, because JPEG knows no transparency. Null where the page cannot read pictures. */
async function jpegOf(photo: Blob): Promise<Jpeg | null> {
  try {
    const bitmap = await createImageBitmap(photo)
    return await drawn(bitmap.width, bitmap.height, (context) => context.drawImage(bitmap, 0, 0))
  } catch {
    return null
  }
}

const SHARPNESS = 4

async function drawnText(text: string, size: number): Promise<{ jpeg: Jpeg; width: number; height: number } | null> {
  const font = `${size * SHARPNESS}px sans-serif`
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return null
  context.font = font
  const width = Math.ceil(context.measureText(text).width) + 1
  const height = Math.ceil(size * SHARPNESS * 1.4)
  const jpeg = await drawn(width, height, (to) => {
    to.font = font
    to.fillStyle = '#000'
    to.textBaseline = 'alphabetic'
    to.fillText(text, 0, height - size * SHARPNESS * 0.3)
  })
  return jpeg && { jpeg, width: width / SHARPNESS, height: height / SHARPNESS }
}

async function drawn(
  width: number,
  height: number,
  draw: (context: CanvasRenderingContext2D) => void
): Promise<Jpeg | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (!context) return null
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  draw(context)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9))
  return blob && { bytes: new Uint8Array(await blob.arrayBuffer()), width, height }
}
