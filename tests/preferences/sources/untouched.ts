/**
 * A page on which nothing can be written: every object found on it, however deep, notes whoever sets, defines or
 * deletes anything, by a method like `push` too.
 */
export function untouchable(page: object): { readonly page: object; readonly touches: readonly string[] } {
  const touches: string[] = []
  const seen = new WeakMap<object, object>()
  // What is the language's or the browser's own (an iterator, a target of events) knows only itself.
  const native = new WeakMap<object, object>()
  const touch = (how: string) => (_: object, name?: unknown) => {
    touches.push(`${how} ${String(name)}`)
    throw new TypeError('Hands off.')
  }

  function guarded(value: unknown): unknown {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return value
    if (seen.has(value)) return seen.get(value)
    const proxy: object = new Proxy(value, {
      get: (target, name) => guarded(Reflect.get(target, name, target)),
      apply: (target, self: object, args: unknown[]) =>
        guarded(Reflect.apply(target as () => unknown, native.get(self) ?? self, args)),
      set: touch('set'),
      defineProperty: touch('define'),
      deleteProperty: touch('delete'),
      setPrototypeOf: touch('inherit'),
      preventExtensions: touch('freeze'),
    })
    seen.set(value, proxy)
    if (!Array.isArray(value) && Object.getPrototypeOf(value) !== Object.prototype) native.set(proxy, value)
    return proxy
  }
  return { page: guarded(page) as object, touches }
}
