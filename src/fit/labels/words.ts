import { sayer, type Catalogue, type Language } from '../../ground/index.ts'

type Key = 'within' | 'alone' | 'derived' | 'figure' | 'band' | 'cup' | 'sisters'

const LABEL_WORDS: Catalogue<Key> = {
  en: {
    within: '{measure}: {value}. {label} is for {from} to {to}.',
    alone: '{measure} alone would be {label}.',
    derived: 'Worked out from a garment, within {error} for two in three people.',
    figure: 'Your own measurements in centimetres, as EN 13402 shows them on a figure: {list}.',
    band: 'Underbust: {value}, which rounds to {band}.',
    cup: 'The bust is {value} more; {cup} is for more than {from} up to {to}.',
    sisters: 'Cups of the same volume: {sisters}.',
  },
  de: {
    within: '{measure}: {value}. {label} gilt für {from} bis {to}.',
    alone: '{measure} allein wäre {label}.',
    derived: 'Aus einem Kleidungsstück erschlossen, bei zwei von drei Menschen auf {error} genau.',
    figure: 'Ihre eigenen Maße in Zentimetern, wie EN 13402 sie an einer Figur zeigt: {list}.',
    band: 'Unterbrust: {value}, gerundet {band}.',
    cup: 'Die Brust misst {value} mehr; {cup} gilt für mehr als {from} bis {to}.',
    sisters: 'Körbchen mit gleichem Volumen: {sisters}.',
  },
}

export const sentence = (key: Key, language: Language, values: Readonly<Record<string, string | number>>): string =>
  sayer(LABEL_WORDS, language)(key, values)
