import { headerOf } from './kinds.ts'
import { Refused } from './refused.ts'

/**
 * A drawing that is safe to draw. An `<img>` runs no script of it and fetches nothing for it, in any browser; that it
 * holds neither is checked all the same, so that what is printed cannot depend on what a browser leaves out.
 *
 * No parser of the page is asked: reading markup with one is an HTML sink, which the page's policy forbids.
 */
export interface Drawing {
  /** Width over height. */
  readonly aspect: number
  /** The same drawing in so many pixels. */
  sized(width: number, height: number): string
}

const MOST_CHARACTERS = 3_000_000
const MOST_TAGS = 20_000
/** Drawn in all, once everything that is used again is counted each time. */
const MOST_DRAWN = 200_000
const MOVING = new Set(['animate', 'animatecolor', 'animatemotion', 'animatetransform', 'set'])
const ACTIVE = new Set(['script', 'foreignobject', 'iframe', 'object', 'embed', 'audio', 'video', 'canvas', 'handler'])

interface Tag {
  /** As it is written, prefix and all. */
  readonly full: string
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly isClosed: boolean
  /** Behind its `>`. */
  readonly end: number
}

/** Whether a file may be one: markup that speaks of `<svg` early on. */
export const isSvg = (text: string): boolean => /^\uFEFF?\s*</.test(text) && /<(?:\w+:)?svg[\s>]/i.test(text.slice(0, 20_000))

/** @throws {Refused} */
export function readSvg(text: string): Drawing {
  if (text.length > MOST_CHARACTERS) throw new Refused('refusedSvgLong')
  let root: Tag | null = null
  const counted = createCount()
  const open: string[] = []
  let tags = 0
  for (let at = text.indexOf('<'); at >= 0; ) {
    const skipped = skipOther(text, at)
    if (skipped === null && text[at + 1] === '/') {
      open.pop()
      counted.close()
      at = text.indexOf('<', behind(text, '>', at))
      continue
    }
    if (skipped !== null) {
      at = text.indexOf('<', skipped)
      continue
    }
    const tag = tagAt(text, at)
    if (++tags > MOST_TAGS) throw new Refused('refusedSvgLong')
    if (!root) {
      if (tag.name !== 'svg') throw new Refused('refusedBroken')
      root = tag
    }
    checkTag(tag)
    counted.open(tag)
    if (tag.isClosed) counted.close()
    else open.push(tag.name)
    let next = text.indexOf('<', tag.end)
    if (tag.name === 'style' && !tag.isClosed) {
      const end = text.indexOf('</', tag.end)
      checkStyle(text.slice(tag.end, end < 0 ? text.length : end))
      next = end
    }
    at = next
  }
  if (!root || open.length > 0) throw new Refused('refusedBroken')
  if (counted.all() > MOST_DRAWN) throw new Refused('refusedSvgLong')
  const { full, attributes, isClosed, end } = root
  const [width, height] = sizeOf(root)
  return {
    aspect: width / height,
    sized(across, down) {
      const sized = new Map(attributes)
      for (const name of ['width', 'height', 'preserveAspectRatio']) sized.delete(name)
      sized.set('viewBox', attributes.get('viewBox') ?? `0 0 ${width} ${height}`)
      sized.set('width', String(across))
      sized.set('height', String(down))
      const written = [...sized].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('')
      return `<${full}${written}${isClosed ? '/' : ''}>${text.slice(end)}`
    },
  }
}

/** Where a comment, a CDATA section, a declaration or a DOCTYPE ends; null at a tag. */
function skipOther(text: string, at: number): number | null {
  if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) {
    const end = behind(text, ']]>', at)
    checkStyle(text.slice(at, end))
    return end
  }
  if (text.startsWith('<?xml ', at)) return behind(text, '?>', at)
  // A style sheet of its own, or whatever else a processing instruction asks for.
  if (text.startsWith('<?', at)) throw new Refused('refusedSvgOutside')
  if (text.startsWith('<!', at)) {
    const end = behind(text, '>', at)
    // Entities grow while they are read.
    if (text.slice(at, end).includes('[')) throw new Refused('refusedSvgEntities')
    return end
  }
  return null
}

function behind(text: string, sign: string, from: number): number {
  const found = text.indexOf(sign, from)
  if (found < 0) throw new Refused('refusedBroken')
  return found + sign.length
}

function tagAt(text: string, from: number): Tag {
  const name = /[^\s/>]*/y
  name.lastIndex = from + 1
  const full = name.exec(text)![0]
  if (full === '') throw new Refused('refusedBroken')
  const attributes = new Map<string, string>()
  const part = /\s+([^\s=/>"'<]+)\s*=\s*("[^"<]*"|'[^'<]*')/y
  part.lastIndex = name.lastIndex
  let at = name.lastIndex
  for (let found = part.exec(text); found; found = part.exec(text)) {
    attributes.set(found[1]!, decoded(found[2]!.slice(1, -1)))
    at = part.lastIndex
  }
  const close = /\s*(\/?)>/y
  close.lastIndex = at
  const end = close.exec(text)
  if (!end) throw new Refused('refusedBroken')
  // A prefix may stand for the SVG namespace.
  return {
    full,
    name: full.slice(full.indexOf(':') + 1).toLowerCase(),
    attributes,
    isClosed: end[1] === '/',
    end: close.lastIndex,
  }
}

function checkTag({ name, attributes }: Tag): void {
  if (ACTIVE.has(name)) throw new Refused('refusedSvgScript')
  if (MOVING.has(name)) throw new Refused('refusedAnimated')
  for (const [attribute, value] of attributes) {
    const local = attribute.slice(attribute.indexOf(':') + 1).toLowerCase()
    if (attribute.toLowerCase().startsWith('on')) throw new Refused('refusedSvgScript')
    if (local === 'href' || local === 'src') checkLink(value)
    else if (!attribute.includes(':')) checkStyle(value)
  }
}

/** Only into the drawing itself, or to a picture that lies inside it. */
function checkLink(link: string): void {
  const target = link.trim()
  if (target === '' || target.startsWith('#')) return
  const inside = /^data:image\/(?:png|jpe?g|webp);base64,([\sA-Za-z0-9+/=]*)$/.exec(target)
  if (!inside) throw new Refused(/^\s*javascript\s*:/i.test(link) ? 'refusedSvgScript' : 'refusedSvgOutside')
  try {
    headerOf(Uint8Array.from(atob(inside[1]!.replace(/\s/g, '')), (sign) => sign.charCodeAt(0)))
  } catch (error) {
    if (error instanceof Refused) throw error
    throw new Refused('refusedBroken')
  }
}

function checkStyle(style: string): void {
  const plain = style.replace(/\/\*[\s\S]*?\*\//g, '')
  // CSS may write any letter as an escape, so it could say anything.
  if (/\\[0-9a-f]/i.test(plain)) throw new Refused('refusedSvgOutside')
  if (/@import|expression\s*\(|javascript\s*:/i.test(plain)) throw new Refused('refusedSvgOutside')
  for (const [, target] of plain.matchAll(/url\(\s*["']?\s*([^"')]*)/gi))
    if (!/^(#|data:(?:image|font)\/)/i.test(target!.trim())) throw new Refused('refusedSvgOutside')
  if (/@keyframes|animation\s*:/i.test(plain)) throw new Refused('refusedAnimated')
}

/** How much is drawn in all: what is used many times over counts each time. */
function createCount() {
  const ROOT = ''
  const own = new Map<string, number>([[ROOT, 0]])
  const uses = new Map<string, string[]>([[ROOT, []]])
  const within: (string | null)[] = []
  const around = (): Set<string> => new Set([ROOT, ...within.filter((id) => id !== null)])
  const costs = new Map<string, number>()
  const costOf = (id: string, depth: number): number => {
    // A loop, or a chain as long as one.
    if (depth > 40) return MOST_DRAWN + 1
    const known = costs.get(id)
    if (known !== undefined) return known
    let cost = own.get(id) ?? 0
    for (const used of uses.get(id) ?? []) {
      cost += costOf(used, depth + 1)
      if (cost > MOST_DRAWN) break
    }
    costs.set(id, cost)
    return cost
  }
  return {
    open({ attributes }: Tag): void {
      const id = attributes.get('id') ?? null
      const used = [...attributes].flatMap(([name, value]) =>
        /(?:^|:)href$/i.test(name)
          ? value.startsWith('#')
            ? [value.slice(1)]
            : []
          : [...value.matchAll(/url\(\s*["']?#([^"')\s]+)/g)].map((found) => found[1]!)
      )
      within.push(id)
      for (const outer of around()) {
        own.set(outer, (own.get(outer) ?? 0) + 1)
        const list = uses.get(outer) ?? []
        list.push(...used.filter((target) => target !== outer))
        uses.set(outer, list)
      }
    },
    close: () => void within.pop(),
    all: () => costOf(ROOT, 0),
  }
}

const UNITS: Readonly<Record<string, number>> = { '': 1, px: 1, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, pt: 4 / 3, pc: 16 }

/** In its own units. @throws {Refused} `refusedSvgSize` */
function sizeOf({ attributes }: Tag): readonly [number, number] {
  const box = attributes.get('viewBox')?.trim().split(/[\s,]+/).map(Number)
  const length = (name: string): number => {
    const found = /^([\d.]+(?:e[+-]?\d+)?)\s*(px|in|cm|mm|pt|pc|)$/i.exec(attributes.get(name)?.trim() ?? '')
    return found ? Number(found[1]) * UNITS[found[2]!.toLowerCase()]! : NaN
  }
  const [width, height] = box?.length === 4 ? [box[2]!, box[3]!] : [length('width'), length('height')]
  const isUsable = width > 0 && height > 0 && width / height < 100 && height / width < 100
  if (!isUsable) throw new Refused('refusedSvgSize')
  return [width, height]
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(value: string): string {
  return value.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex: string, number: string, name: string) => {
    if (name) return NAMED[name] ?? whole
    const point = hex ? Number.parseInt(hex, 16) : Number(number)
    return point <= 0x10ffff ? String.fromCodePoint(point) : ''
  })
}

const escaped = (value: string): string => value.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
