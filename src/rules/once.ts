/** Made at the first question that needs it: a page asks only some kinds. */
export function once<Value>(make: () => Value): () => Value {
  let value: Value | undefined
  return () => (value ??= make())
}
