/** A stitch type of ISO 4915. */
export interface StitchType {
  /**
   * Metres of thread, needles and loopers together, in a metre of one row: the ratios that thread makers print for
   * estimates (Coats, "Thread consumption", at about 7 stitches per cm). Thick cloth and long stitches change them by a
   * fifth; the waste of a bill is beside them.
   */
  readonly thread: number
}

/** Stitch types by their number. */
export const STITCHES: Readonly<Record<string, StitchType>> = {
  /** Single chainstitch. */
  '101': { thread: 4 },
  /** Lockstitch. */
  '301': { thread: 2.5 },
  /** Zigzag lockstitch. */
  '304': { thread: 7 },
  /** Double chainstitch. */
  '401': { thread: 5.5 },
  /** Covering chainstitch with two and with three needles. */
  '406': { thread: 18 },
  '407': { thread: 22 },
  /** Overedge with two, three and four threads. */
  '503': { thread: 12 },
  '504': { thread: 14 },
  '514': { thread: 18 },
  /** Overedge and double chainstitch at once. */
  '516': { thread: 20 },
  /** Coverstitch with two and with three needles. */
  '602': { thread: 25 },
  '605': { thread: 28 },
}
