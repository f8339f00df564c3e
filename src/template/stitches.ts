/** A stitch type of ISO 4915. */
export interface StitchType {
  /**
   * Metres of thread, needles and loopers together, in a metre sewn: the ratios that thread makers print for
   * estimates (Coats, "Thread consumption", at about 7 stitches per cm). Thick cloth and long stitches change them by a
   * fifth; the waste of a bill is beside them.
   */
  readonly thread: number
  /** Rows that it makes side by side in one go; thread is counted once for them. */
  readonly rows: number
}

/** Stitch types by their number. */
export const STITCHES: Readonly<Record<string, StitchType>> = {
  /** Single chainstitch. */
  '101': { thread: 4, rows: 1 },
  /** Lockstitch. */
  '301': { thread: 2.5, rows: 1 },
  /** Zigzag lockstitch. */
  '304': { thread: 7, rows: 1 },
  /** Double chainstitch. */
  '401': { thread: 5.5, rows: 1 },
  /** Covering chainstitch with two and with three needles. */
  '406': { thread: 18, rows: 2 },
  '407': { thread: 22, rows: 3 },
  /** Overedge with two, three and four threads. */
  '503': { thread: 12, rows: 1 },
  '504': { thread: 14, rows: 1 },
  '514': { thread: 18, rows: 1 },
  /** Overedge and double chainstitch at once. */
  '516': { thread: 20, rows: 1 },
  /** Coverstitch with two and with three needles. */
  '602': { thread: 25, rows: 2 },
  '605': { thread: 28, rows: 3 },
}
