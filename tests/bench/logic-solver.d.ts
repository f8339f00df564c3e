/** What the benchmark uses of `logic-solver`, which brings no types. */
declare module 'logic-solver' {
  /** A variable's name, or what the functions below make. */
  export type Formula = string | { readonly formula: unique symbol }
  interface Bits {
    readonly bits: readonly unknown[]
  }
  interface Solver {
    require(...formulas: Formula[]): void
    solveAssuming(formula: Formula): object | null
  }
  const Logic: {
    Solver: new () => Solver
    or(...formulas: Formula[]): Formula
    and(...formulas: Formula[]): Formula
    exactlyOne(...formulas: Formula[]): Formula
    sum(...formulas: Formula[]): Bits
    constantBits(number: number): Bits
    lessThanOrEqual(a: Bits, b: Bits): Formula
    /** Its checks of arguments are left out meanwhile: its documentation says so for measuring. */
    disablingAssertions<Result>(run: () => Result): Result
  }
  export default Logic
}
