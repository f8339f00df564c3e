import { RESERVED_NAMES } from '../../template/compile/index.ts'

/** Words that stand for something else where options are named: in price tables, in expressions, in JavaScript. */
const TAKEN = ['base', 'extra', 'cel', 'google', 'count', 'proto', ...Object.getOwnPropertyNames(Object.prototype)]
/** Keys that a template may not have. */
const NO_KEYS = ['constructor', 'prototype']
const LONGEST_NAME = 32
const LONGEST_ID = 48

/** Ids for options: `Boot loader (new)` becomes `bootLoaderNew`, a second one `bootLoaderNew2`. */
export function optionNamer(): (name: string) => string {
  const taken = new Set([...RESERVED_NAMES, ...TAKEN])
  return (name) => {
    const [first = '', ...others] = wordsOf(name)
    const start = /^[a-z]/i.test(first) ? lowered(first) : `option${first}`
    return unique(fitting([start, ...others.map(raised)], LONGEST_NAME, ''), LONGEST_NAME, '', taken)
  }
}

/** Ids for choices, rules and groups: `Boot loader (new)` becomes `boot-loader-new`. */
export function idMaker(prefix: string, taken: Iterable<string> = []): (name: string) => string {
  const seen = new Set([...NO_KEYS, ...taken])
  return (name) => {
    const [first = '', ...others] = wordsOf(name).map((word) => word.toLowerCase())
    const start = /^[a-z]/.test(first) ? first : /^-\d/.test(name) ? `minus-${first}` : `${prefix}${first}`
    return unique(fitting([start, ...others], LONGEST_ID, '-'), LONGEST_ID, '-', seen)
  }
}

/** Letters and digits of ASCII; others are written without their marks, or left out. */
const wordsOf = (name: string): readonly string[] =>
  name
    .replaceAll('ß', 'ss')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')

/** `USB` becomes `usb`, `BusyBox` becomes `busyBox`. */
const lowered = (word: string): string =>
  /^[A-Z0-9]+$/.test(word) ? word.toLowerCase() : `${word.charAt(0).toLowerCase()}${word.slice(1)}`

const raised = (word: string): string => {
  const rest = /^[A-Z0-9]+$/.test(word) ? word.slice(1).toLowerCase() : word.slice(1)
  return `${word.charAt(0).toUpperCase()}${rest}`
}

/** As many words as there is room for. */
function fitting(words: readonly string[], longest: number, joint: string): string {
  let text = ''
  for (const word of words) {
    const longer = text === '' ? word : `${text}${joint}${word}`
    if (longer.length > longest) break
    text = longer
  }
  return text === '' ? words[0]!.slice(0, longest) : text
}

function unique(id: string, longest: number, joint: string, taken: Set<string>): string {
  let candidate = id.slice(0, longest).replace(/-+$/, '')
  for (let number = 2; taken.has(candidate); number++) {
    const suffix = `${joint}${number}`
    candidate = `${id.slice(0, longest - suffix.length).replace(/-+$/, '')}${suffix}`
  }
  taken.add(candidate)
  return candidate
}
