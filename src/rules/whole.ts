import type { CompiledRules } from './compiled.ts'
import * as late from './late/index.ts'
import { openRules, type Helpers } from './load.ts'
import { offsetsOf } from './oracle.ts'
import { tellHard } from './telling.ts'
import type { OpenHardPart, Rules } from './types.ts'
import { unknownPart } from './unknownPart.ts'

/** All helpers at once: for the server, the command line and whoever need not count bytes. */
export const allHelpers = (openHardPart?: OpenHardPart): Helpers => ({
  late,
  tellHard,
  openHardPart: openHardPart ?? (({ options }, hard) => unknownPart(hard, offsetsOf(options))),
})

/**
 * Makes compiled rules answer. The page and the server load the same bytes and so give the same answers.
 *
 * Without `openHardPart` nothing is known of options that no diagram covers.
 *
 * @throws {ToileError} `rules/unknown-format`, or `rules/damaged-diagram` when the diagram was cut or altered or does
 * not belong to the options.
 */
export const loadRules = (compiled: CompiledRules, openHardPart?: OpenHardPart): Rules =>
  openRules(compiled, allHelpers(openHardPart))
