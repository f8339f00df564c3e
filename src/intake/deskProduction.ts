import { lengthText, type Language } from '../ground/index.ts'
import { markerFileName, type Foot, type ProductionPack } from '../order/pack/index.ts'
import { spoken } from '../pattern/index.ts'
import type { Care } from '../template/index.ts'
import { facts, numberText, percentText, table, type Manner } from './deskParts.ts'
import { html, type Html } from './html.ts'
import type { IntakeWord } from './words.ts'

/** What the workroom makes an order by. The files are made when the first of them is asked for. */
export const productionSections = (pack: ProductionPack, manner: Manner): readonly Html[] => [
  filesSection(pack, manner),
  chartSection(pack, manner),
  ...pack.feet.map((foot) => footSection(foot, manner)),
  markersSection(pack, manner),
  labelsSection(pack, manner),
  stripsSection(pack, manner),
  stitchesSection(pack, manner),
]

/** Wider than a telephone: it scrolls by itself, and by keyboard too. */
const wide = (name: string, content: Html): Html =>
  html`<div class="wide" tabindex="0" role="group" aria-label="${name}">${content}</div>`

const FILES = (language: Language): readonly (readonly [word: IntakeWord, link: string])[] => [
  ['file.zip', 'pack.zip'],
  ['file.techPack', `pack/tech-pack-${language}.pdf`],
  ['file.tiles', `pack/pattern-a4-${language}.pdf`],
  ['file.sheet', `pack/pattern-page-${language}.pdf`],
  ['file.dxf', 'pack/pattern.dxf'],
  ['file.chart', 'pack/chart.csv'],
  ['file.bill', 'pack/bill.csv'],
  ['file.stitches', 'pack/stitches.csv'],
  ['file.list', 'pack'],
]

function filesSection({ number, notes, draft }: ProductionPack, { say, language }: Manner): Html {
  const links = FILES(language).map(
    ([word, link]) => html`<li><a href="/orders/${number}/${link}">${say(word)}</a></li>`
  )
  const remarks = notes.map((note) => html`<li>${note[language]}</li>`)
  const off = Math.max(0, ...draft.checks.map(({ seam, a, b }) => Math.abs(a - b - easeOf(seam, draft))))
  const meet = say('seamsMeet', {
    ok: draft.checks.filter(({ ok }) => ok).length,
    all: draft.checks.length,
    mm: numberText(off, language),
  })
  return html`<section>
    <h2>${say('production')}</h2>
    <p class="quiet">${say('productionIs')}</p>
    <ul class="files">${links}</ul>
    ${notes.length > 0 && html`<h3>${say('notes')}</h3><ul>${remarks}</ul>`}
    <h3>${say('checks')}</h3>
    <p>${meet}</p>
  </section>`
}

const easeOf = (seam: string, { seams }: ProductionPack['draft']): number =>
  seams.find(({ name }) => name === seam)?.ease ?? 0

function chartSection({ chart }: ProductionPack, { say, language }: Manner): Html {
  const cm = (tenths: number) => lengthText(tenths, 'cm', language)
  const rows = chart.map(
    ({ label, finished, body, tolerance }) =>
      [
        label[language],
        cm(finished),
        body === null ? '–' : cm(body),
        body === null ? '–' : cm(finished - body),
        `± ${cm(tolerance)}`,
      ] as const
  )
  const heading = [say('measure'), say('finished'), say('body'), say('ease'), say('tolerance')]
  return html`<section><h2>${say('chart')}</h2>${wide(say('chart'), table(heading, rows))}</section>`
}

function footSection({ side, last, pieces }: Foot, { say, language }: Manner): Html {
  const rows = pieces.map(
    ({ name, material, mirrored, strain }) =>
      [
        name,
        material,
        mirrored ? say('pair') : '1',
        strain === null ? '–' : percentText(strain * 1000, language),
      ] as const
  )
  return html`<section>
    <h2>${say(`foot.${side}`)}</h2>
    ${facts(last.map(({ label, value }) => [label[language], lengthText(value, 'cm', language)] as const))}
    ${wide(say(`foot.${side}`), table([say('piece'), say('material'), say('count'), say('strain')], rows))}
  </section>`
}

function markersSection({ number, goods, draft }: ProductionPack, { say, language }: Manner): Html {
  const laid = goods.filter(({ material }) => draft.pieces.some((piece) => piece.material === material))
  if (laid.length === 0) return html``
  const drawings = laid.map(({ material, label }) => {
    const words = say('marker', { part: label[language] })
    const link = `/orders/${number}/pack/${markerFileName(material)}`
    return html`<h3>${label[language]}</h3>
      <a class="marker" href="${link}"><img src="${link}" alt="${words}" loading="lazy"></a>`
  })
  return html`<section>
    <h2>${say('markers')}</h2>
    <p class="quiet">${say('markersAre')}</p>
    ${drawings}
  </section>`
}

function labelsSection({ labels }: ProductionPack, { say, language }: Manner): Html {
  const fibres = labels.fibres.map(
    ({ part, fibres: of }) =>
      `${part[language]}: ${of.map(({ fibre, percent }) => `${percent} % ${fibre[language]}`).join(', ')}`
  )
  const rows: (readonly [string, string])[] = [
    ...labels.size.map(
      ({ system, label, because }) => [`${say('sizeLabel')} ${system}`, `${label} (${because[language]})`] as const
    ),
    [say('madeOf'), [...fibres, ...labels.besides.map((text) => text[language])].join('; ')],
    ...(labels.care ? [[say('care'), careWords(labels.care, say)] as const] : []),
  ]
  return html`<section><h2>${say('labels')}</h2>${facts(rows)}</section>`
}

/** The five symbols in their order, in words. */
const careWords = ({ wash, bleach, dry, iron, clean }: Care, say: Manner['say']): string =>
  ([`wash.${wash}`, `bleach.${bleach}`, `dry.${dry}`, `iron.${iron}`, `clean.${clean}`] as const)
    .map((row) => say(row))
    .join(', ')

function stripsSection({ strips }: ProductionPack, { say, language }: Manner): Html {
  if (strips.length === 0) return html``
  const rows = strips.map(
    ({ piece, label, count, length, width }) =>
      [
        piece,
        label[language],
        String(count),
        lengthText(length, 'cm', language),
        lengthText(width, 'cm', language),
      ] as const
  )
  const heading = [say('piece'), say('material'), say('count'), say('length'), say('width')]
  return html`<section><h2>${say('strips')}</h2>${wide(say('strips'), table(heading, rows))}</section>`
}

function stitchesSection({ stitches }: ProductionPack, { say, language }: Manner): Html {
  const rows = stitches.map(
    ({ label, piece, type, rows: count, stitches: perCm, length, thread }) =>
      [
        label[language],
        piece.split(' + ').map(spoken).join(' + '),
        type,
        String(count),
        numberText(perCm, language),
        lengthText(length, 'cm', language),
        `${numberText(thread, language, 1)} m`,
      ] as const
  )
  const heading = [
    say('step'),
    say('on'),
    say('stitch'),
    say('rows'),
    say('perCm'),
    say('length'),
    say('thread'),
  ]
  return html`<section><h2>${say('stitches')}</h2>${wide(say('stitches'), table(heading, rows))}</section>`
}
