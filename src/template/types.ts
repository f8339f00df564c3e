import type { Text } from '../ground/index.ts'
import type { PriceBook, LeadTimes } from '../price/types.ts'
import type { CompiledRules } from '../rules/compiled.ts'

/**
 * What the page and the server load: `template.json`, made from a product's folder by `toile build`. Links are relative
 * to it.
 */
export interface CompiledTemplate {
  readonly format: 'toile.template/1'
  readonly id: string
  /** Semantic version of the designer. */
  readonly version: string
  /** Digest of the canonical form of all of this without `hash`. */
  readonly hash: string
  readonly name: Text
  readonly about: Text
  /** What the order button says. */
  readonly orderLabel: Text
  readonly groups: readonly { readonly id: string; readonly label: Text }[]
  readonly options: readonly CompiledOption[]
  /** Every option's choice in the default design; valid. */
  readonly defaults: Readonly<Record<string, string>>
  readonly starts: readonly StartDesign[]
  readonly rules: CompiledRules
  /** Authored rules, by id. */
  readonly reasons: Readonly<Record<string, Text>>
  readonly books: readonly PriceBook[]
  readonly lead: LeadTimes
  /** IANA name; the shop's day decides a quote's day. */
  readonly timeZone: string
  readonly measurements: readonly AskedMeasurement[]
  /** What rules and prices tell apart of a body, each a hidden option of the rules; empty when nothing. */
  readonly cells: readonly Cells[]
  readonly sizes: readonly SizeRow[]
  /**
   * The option (by id) that holds how many, the finished inside leg in cm, and whether a piece of the chosen material
   * is sent ahead, where a product has them.
   */
  readonly roles: { readonly quantity?: string; readonly insideLeg?: string; readonly swatch?: string }
  readonly drafting: {
    readonly module: string
    readonly design: string
    readonly version: string
    /** The module that sews and hangs its drafts on a customer's body (`drape/`'s `Fitting`), where there is one. */
    readonly fitting?: string
  } | null
  /** Which labels are worked out from a body, in the order they are shown: see `fit/`. */
  readonly sizing?: readonly string[]
  readonly materials: readonly BillMaterial[]
  /** Cloth, lining and leather by the name that choices and cuts have for them. */
  readonly goods?: Readonly<Record<string, Goods>>
  /** What pieces are cut from, by their material, in the order of a label; see `goodsOf`. */
  readonly cuts?: readonly Cut[]
  /** What a workroom calls the pieces, by the draft's names without `.left` and `.right`. */
  readonly pieces?: Readonly<Record<string, Text>>
  /** How seams and lines of the pieces are sewn, in sewing order. */
  readonly sewing?: readonly SewingStep[]
  /** The table of finished measures, in its order. */
  readonly finished?: readonly FinishedMeasure[]
  readonly disclosures: readonly { readonly id: string; readonly text: Text }[]
  readonly scene: SceneSpec
  /** What changed for the customer between versions, newest first: old ids in design codes are mapped or reported. */
  readonly history: readonly TemplateChange[]
}

export type OptionKind = 'choice' | 'number' | 'text' | 'artwork'

export interface CompiledOption {
  readonly id: string
  readonly group: string
  readonly kind: OptionKind
  readonly label: Text
  readonly about: Text | null
  /**
   * How the choices are shown: a swatch of the material, a small drawing, a plain list, a stepper (numbers), a text
   * field.
   */
  readonly control: 'swatch' | 'drawing' | 'list' | 'stepper' | 'field'
  /** Unit of a number option; cm is shown in the customer's unit. */
  readonly unit: 'cm' | null
  /** Its choices say of a body what a tape would, as shoe sizes do: it leaves in an order and nowhere else. */
  readonly ofBody?: true
  /**
   * Every option is finite for the rules. A number's choices are its steps (`"82"`); a text's are `none` and `written`.
   */
  readonly choices: readonly CompiledChoice[]
  /** Text options: most graphemes, and what may be written, as a list of Unicode categories in words. */
  readonly text: { readonly most: number; readonly letters: 'latin' | 'any' } | null
  /** The named view that shows it best. */
  readonly view: string | null
}

export interface CompiledChoice {
  readonly id: string
  readonly label: Text
  readonly about: Text | null
  readonly facts: readonly { readonly label: Text; readonly value: Text }[]
  /** Picture of the material or the shape, relative to the template; null where the control draws none. */
  readonly image: string | null
  /** Of a cloth or another dyed material; null where a choice has none. */
  readonly colour: MilledColour | null
  readonly look: Look
  /** Name of the goods it is cut from; none where a choice is no such material. */
  readonly goods?: string
  /**
   * A part of a garment that is of an animal and no textile, such as a leather patch: its label must say so (Regulation
   * (EU) 1007/2011, Article 12).
   */
  readonly animal?: boolean
}

/** What a material of pieces is called on a label, and what it is cut from: one of the two is not null. */
export interface Cut {
  readonly material: string
  readonly label: Text
  /** The option (by id) whose choices are its goods. */
  readonly option: string | null
  /** Name of the goods it is always cut from. */
  readonly goods: string | null
  /** Which part of a shoe it is, on the label of Directive 94/11/EC; none of a garment. */
  readonly part?: FootwearPart
}

export type FootwearPart = 'upper' | 'lining' | 'sole'

/** Seams of the draft and stitched lines of its pieces that are sewn in one way. */
export interface SewingStep {
  readonly label: Text
  /** Names of seams, without the copy or shoe they are of: `side` is `side.L` and `side.R`. */
  readonly seams: readonly string[]
  /** Names of stitched lines: `stitch.side`, or all that begin with it and a `.` or `/`. */
  readonly lines: readonly string[]
  /** By its number in ISO 4915; see `STITCHES`. */
  readonly type: string
  /** Stitches per cm. */
  readonly perCm: number
  /** Rows that a seam takes side by side; a line says its own. */
  readonly rows: number
  /** Only when these choices are chosen: option id to choice ids. */
  readonly when: Readonly<Record<string, readonly string[]>>
}

/** A finished girth or length of the draft, as a table shows it. */
export interface FinishedMeasure {
  /** As the draft names it. */
  readonly name: string
  readonly label: Text
  /** The body measurement (ISO 8559-1) that it lies over; null where none answers to it. */
  readonly body: string | null
  /** What the finished garment may be off by, either way; tenths of a millimetre. */
  readonly tolerance: number
}

/** Cloth, lining or leather as it is bought: how it behaves, and what a workroom and a law must know of it. */
export interface Goods {
  /** What is no textile has no fibres. */
  readonly matter: 'textile' | 'leather' | 'coated-leather' | 'other'
  /** Usable width between the selvedges, mm. */
  readonly width: number
  /** Nap, shine or a print that has an up and a down: no piece may be turned. */
  readonly oneWay: boolean
  /** Of length lost in the first wash, per mille of warp and weft; cut larger by as much. */
  readonly shrinkage: { readonly warp: number; readonly weft: number }
  /** g/m2. */
  readonly weight: number
  /** How far it can be drawn out and comes back, per cent across and along; 0 where it does not give. */
  readonly stretch: { readonly across: number; readonly along: number }
  /** In whole per cent, greatest first; generic names of Regulation (EU) 1007/2011 Annex I by their key in `FIBRES`. */
  readonly fibres: readonly { readonly fibre: string; readonly percent: number }[]
  /** ISO 3758: one of each row. */
  readonly care: Care
}

/** The five symbols of ISO 3758 in their order, by the key of each row. */
export interface Care {
  readonly wash: 'none' | 'hand' | '30-mild' | '30' | '40-mild' | '40' | '60'
  readonly bleach: 'none' | 'oxygen' | 'any'
  readonly dry: 'none' | 'low' | 'normal' | 'line' | 'line-shade' | 'flat' | 'flat-shade'
  readonly iron: 'none' | '110' | '150' | '200'
  readonly clean: 'none' | 'P' | 'P-mild' | 'W' | 'W-mild'
}

/**
 * What a choice does to the picture; the looks of all chosen choices are merged in option order (objects by key, lists
 * joined).
 */
export interface Look {
  /** Axis values for the shape file's name, such as { fit: 'slim' }. */
  readonly shape?: Readonly<Record<string, string>>
  /** Woven cloth: see scene's cloth material for each number's meaning. */
  readonly cloth?: Partial<ClothLook>
  readonly wash?: Partial<WashLook>
  readonly thread?: Partial<{ readonly color: string; readonly accent: string; readonly gloss: number }>
  readonly metal?: Partial<{ readonly color: string; readonly roughness: number }>
  readonly label?: Partial<{
    readonly color: string
    readonly roughness: number
    readonly grain: 'leather' | 'paper' | 'canvas' | 'plain'
  }>
  /** Finished inside leg in mm, where the shape is scaled below the knee. */
  readonly insideLeg?: number
  /**
   * Node names in the shape file that this choice shows; a node named by any choice is hidden unless a chosen one shows
   * it.
   */
  readonly show?: readonly string[]
  /** Knitted cloth of one colour, instead of `cloth`. */
  readonly knit?: Partial<KnitLook>
  /** What is printed on the knit. */
  readonly print?: Partial<PrintLook>
  /** What the edges are bound with. */
  readonly binding?: Partial<{ readonly color: string; readonly roughness: number }>
  /** The inner layer, seen where one looks in. */
  readonly lining?: Partial<{ readonly color: string }>
  /** Where the customer's own picture lies: the artwork option it comes from, and the place. */
  readonly artwork?: Partial<ArtworkPlace>
  /** For a plain glTF: what a material, by its name, is made of. What is not named keeps the file's own. */
  readonly materials?: Readonly<Record<string, MaterialLook>>
  /** For a plain glTF: the name of one of its KHR_materials_variants. */
  readonly variant?: string
  /** For a plain glTF: weights of morph targets by name. */
  readonly morphs?: Readonly<Record<string, number>>
}

export interface KnitLook {
  /** sRGB hex. */
  readonly color: string
  /** Wales and courses per cm. */
  readonly wales: number
  readonly courses: number
  readonly roughness: number
  readonly sheen: number
}

/**
 * A repeat laid in the frame of each piece: its origin at the piece's own, turned by `rotation` degrees clockwise as
 * drawn (y down). The tile is a picture whose red, green and blue say how far each of the three inks covers the cloth.
 */
export interface PrintLook {
  /** Link to the tile. */
  readonly tile: string
  /** Of one repeat, mm. */
  readonly width: number
  readonly height: number
  /** Times the size as drawn. */
  readonly scale: number
  readonly rotation: number
  /** sRGB hex. */
  readonly inks: readonly [string, string, string]
}

export interface ArtworkPlace {
  readonly option: string
  readonly piece: string
  /** The middle of the picture, in the piece's frame, mm. */
  readonly at: readonly [number, number]
  /** mm; the height follows the picture. */
  readonly width: number
}

/** Surfaces the stage knows by heart, at true scale; `own` is what the file says. */
export type Surface = 'own' | 'smooth' | 'leather' | 'suede' | 'canvas' | 'mesh' | 'rubber' | 'braid' | 'rib' | 'cork'

export interface MaterialLook {
  readonly color?: string
  readonly roughness?: number
  readonly metalness?: number
  readonly surface?: Surface
  /** Links to pictures (WebP, PNG, JPEG) that take the place of the file's own. */
  readonly texture?: string
  readonly normal?: string
}

/** A colour as the mill gives it: CIE Lab under D65 (2 degrees), and the mill's own code for it. */
export interface MilledColour {
  readonly lab: readonly [L: number, a: number, b: number]
  readonly code: string
}

export interface ClothLook {
  /** Colours of the warp (dyed) from raw to white, five sRGB hex stops, and of the weft. */
  readonly warp: readonly string[]
  readonly weft: string
  /** Threads per cm. */
  readonly ends: number
  readonly picks: number
  readonly weave: 'twill-right' | 'twill-left' | 'twill-broken' | 'plain'
  /** 0 even yarn, 1 as slubby as it gets. */
  readonly slub: number
  /** g/m2, for thickness and stiffness of folds. */
  readonly weight: number
  readonly roughness: number
  readonly sheen: number
  /** Factors on linear red, green and blue that bring a flat swatch to the mill's colour; measured, not chosen. */
  readonly balance: readonly [number, number, number]
}

export interface WashLook {
  /** From -0.2 (raw) to 0.6 (bleached): where on the warp ramp the cloth lies. */
  readonly base: number
  /** How much folds, seams, thighs and knees fade beyond it, 0 to 1. */
  readonly wear: number
  readonly whiskers: number
}

export interface SceneSpec {
  /**
   * Every node that some choice shows, sorted: hidden unless a chosen one shows it (`look.show`). Nodes not named here
   * are always visible.
   */
  readonly trims: readonly string[]
  /** `shapes/{fit}-{leg}-{rise}.glb`: axes in braces come from the merged look. A plain glTF names no axis. */
  readonly shape: string
  /** Arrays that all shapes share, if any. */
  readonly topology: string | null
  /** How brightly it is lit, as a photographer would set it for pale or dark wares; 1 unless said. */
  readonly exposure: number
  /** Width over height of what the views show; 0.8, as a poster, unless said. */
  readonly frame: number
  /** A plain glTF that stands with every shape, such as a dress form; looks do not touch it. */
  readonly stand: string | null
  readonly poster: string
  /** What the poster shows: width over height of the picture, the view it was taken from. */
  readonly posterView: string
  readonly views: Readonly<Record<string, View>>
}

/** Metres and degrees. Azimuth 0 looks at the front, 90 at the wearer's left side. */
export interface View {
  readonly target: readonly [number, number, number]
  readonly distance: number
  readonly azimuth: number
  readonly elevation: number
}

export interface StartDesign {
  readonly id: string
  readonly label: Text
  readonly about: Text
  readonly picks: Readonly<Record<string, string>>
  readonly image: string | null
}

export interface AskedMeasurement {
  /** ISO 8559-1 name in camelCase: `waistGirth`. */
  readonly name: string
  readonly required: boolean
  /** What rules expect it to be, where some speak of it. */
  readonly range?: MeasuredRange
  /** Taken on the left and on the right: `footLength.left`, `footLength.right`. */
  readonly sided?: boolean
}

/** Tenths of a millimetre. With a step, rules read the nearest step. */
export interface MeasuredRange {
  readonly from: number
  readonly to: number
  readonly step?: number
}

/**
 * A measurement (or a sum of them) in the pieces that rules tell apart. Value k of the option begins at `cuts[k - 1]`
 * (value 0 at `from`) and ends before `cuts[k]` (the last at `to`); tenths of a millimetre.
 */
export interface Cells {
  /** Id of the hidden option; of a single measurement, its name. */
  readonly option: string
  /** How many times each measurement counts, by name: mostly one, once. */
  readonly sum: Readonly<Record<string, number>>
  readonly from: number
  readonly to: number
  readonly cuts: readonly number[]
}

/** A row of the size table: what a body of that size measures. */
export interface SizeRow {
  readonly system: string
  readonly label: string
  /** Body measurements in tenths of a millimetre. */
  readonly measurements: Readonly<Record<string, number>>
}

/** One line of the bill of materials. Quantities are worked out by the server from the draft. */
export interface BillMaterial {
  readonly id: string
  readonly label: Text
  readonly unit: 'm' | 'pc' | 'm2'
  /**
   * From the draft: area of the pieces of this material over the width; their length along the grain, of what is cut
   * off a roll as wide as they are (elastic, tape); length of stitching times what thread its kind takes, or what is
   * given of a metre; number of marks; or a fixed count.
   */
  readonly quantity:
    | { readonly from: 'area'; readonly material: string; readonly widthMm: number }
    | { readonly from: 'length'; readonly material: string }
    | { readonly from: 'stitching'; readonly threadPerMetre?: number }
    | { readonly from: 'marks'; readonly kind: string }
    | { readonly from: 'fixed'; readonly amount: number }
  /** Share added for waste, per mille. */
  readonly waste: number
  /** Only when these choices are chosen: option id to choice ids. */
  readonly when: Readonly<Record<string, readonly string[]>>
}

export interface TemplateChange {
  readonly version: string
  readonly text: Text
  /** Renamed or dropped: `option` or `option/choice` to its new id, or null when it is gone. */
  readonly renamed: Readonly<Record<string, string | null>>
}
