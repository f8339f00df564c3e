import { describe, expect, it } from 'vitest'
import { isSvg, readSvg } from '../../../src/widget/artwork/svg.ts'

const svg = (inside: string, attributes = 'viewBox="0 0 40 20"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`

const refusalOf = (text: string): string => {
  try {
    readSvg(text)
    return 'taken'
  } catch (error) {
    return (error as { word: string }).word
  }
}

describe('readSvg', () => {
  it('takes what drawing programs write', () => {
    const drawing = `<?xml version="1.0" encoding="UTF-8"?>
      <!-- Made by hand -->
      <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
      ${svg(`<style>.a { fill: url(#g); clip-path: url('#c') }</style>
        <defs><linearGradient id="g"><stop offset="0" stop-color="#f00"/></linearGradient>
        <clipPath id="c"><circle r="4"/></clipPath></defs>
        <g id="one" sodipodi:docname="C:\\a.svg"><rect class="a" width="9" height="9"/></g><use xlink:href="#one"/>
        <text x="1" y="2">A &amp; B &lt; C</text>`)}`
    expect(isSvg(drawing)).toBe(true)
    expect(readSvg(drawing).aspect).toBe(2)
  })

  it('is drawn in as many pixels as are asked for, whatever size it gave itself', () => {
    const sized = readSvg(svg('<rect width="3"/>', 'width="30mm" height="10mm" preserveAspectRatio="none"')).sized(900, 300)
    expect(sized).toContain('width="900" height="300"')
    expect(sized).toContain('viewBox="0 0 113.38')
    expect(sized).not.toContain('preserveAspectRatio')
    expect(sized.endsWith('<rect width="3"/></svg>')).toBe(true)
  })

  it('refuses scripts and pages, however they are written', () => {
    for (const inside of [
      '<script>alert(1)</script>',
      '<SCRIPT/>',
      '<svg:script xmlns:svg="http://www.w3.org/2000/svg"/>',
      '<foreignObject><p/></foreignObject>',
      '<rect onload="x()"/>',
      '<rect ONCLICK=\'x()\'/>',
      '<a xlink:href="javascript:x()"/>',
      '<a href="&#106;avascript:x()"/>',
    ])
      expect(refusalOf(svg(inside)), inside).toBe('refusedSvgScript')
  })

  it('refuses whatever it would fetch', () => {
    for (const inside of [
      '<image href="https://elsewhere.example/a.png"/>',
      '<image xlink:href="//elsewhere.example/a.png"/>',
      '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
      '<use href="other.svg#a"/>',
      '<style>@import "a.css";</style>',
      '<style><![CDATA[ rect { fill: url(https://elsewhere.example/a) } ]]></style>',
      '<rect fill="url(http://elsewhere.example/#a)"/>',
      '<rect style="fill:u\\72l(http://elsewhere.example/#a)"/>',
      '<rect style="fill:u/**/rl(a)"/><rect style="cursor:url( &quot;a.cur&quot; )"/>',
    ])
      expect(refusalOf(svg(inside)), inside).toBe('refusedSvgOutside')
    expect(refusalOf(`<?xml-stylesheet href="a.css"?>${svg('')}`)).toBe('refusedSvgOutside')
  })

  it('refuses entities, which grow while they are read', () => {
    expect(refusalOf(`<!DOCTYPE svg [<!ENTITY a "aaaa">]>${svg('&a;')}`)).toBe('refusedSvgEntities')
  })

  it('refuses what moves', () => {
    for (const inside of ['<animate attributeName="x"/>', '<set/>', '<style>@keyframes a {}</style>'])
      expect(refusalOf(svg(`<g>${inside}</g>`)), inside).toBe('refusedAnimated')
  })

  it('refuses more than can be drawn in time: many tags, copies of copies, loops', () => {
    expect(refusalOf(svg('<g/>'.repeat(20_001)))).toBe('refusedSvgLong')
    const copies = Array.from({ length: 24 }, (_, i) => `<g id="l${i}"><use href="#l${i + 1}"/><use href="#l${i + 1}"/></g>`)
    expect(refusalOf(svg(`${copies.join('')}<rect id="l24"/>`))).toBe('refusedSvgLong')
    expect(refusalOf(svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'))).toBe('refusedSvgLong')
    expect(refusalOf(svg('<path id="p"/>' + '<use href="#p"/>'.repeat(2000)))).toBe('taken')
  })

  it('refuses a picture bomb inside', () => {
    const header = Buffer.alloc(33)
    header.write('\x89PNG\r\n\x1a\n', 0, 'latin1')
    header.write('IHDR', 12, 'latin1')
    header.writeUInt32BE(60_000, 16)
    header.writeUInt32BE(60_000, 20)
    expect(refusalOf(svg(`<image href="data:image/png;base64,${header.toString('base64')}"/>`))).toBe('refusedPixels')
  })

  it('refuses what does not say how large it is, and what is not whole', () => {
    expect(refusalOf(svg('', 'width="100%"'))).toBe('refusedSvgSize')
    expect(refusalOf(svg('', 'viewBox="0 0 0 9"'))).toBe('refusedSvgSize')
    for (const text of ['<svg viewBox="0 0 1 1"><g></svg', '<svg viewBox="0 0 1 1', '<html></html>', svg('<g>')])
      expect(refusalOf(text), text).toBe('refusedBroken')
  })
})
