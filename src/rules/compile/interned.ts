/** Lists of whole numbers, each kept once and known by the number it got when it first came. */
export interface Interned {
  /** The number of the list in `scratch[0]` up to `scratch[length - 1]`; a new list gets `count` as it was. */
  intern(scratch: Int32Array, length: number): number
  readonly count: number
  /** Numbers kept in all lists. */
  readonly size: number
  /** List n is `data[starts[n]]` up to `data[starts[n + 1]]`. Both arrays are replaced when they grow. */
  readonly data: Int32Array
  readonly starts: Int32Array
}

/** Open addressing over one growing arena. Lists with one hash are compared number by number: none is ever mixed up. */
export function createInterned(): Interned {
  let data = new Int32Array(1 << 10)
  let starts = new Int32Array(1 << 8)
  let hashes = new Int32Array(1 << 8)
  // A list's number + 1; 0 is free.
  let slots = new Int32Array(1 << 9)
  let count = 0

  function grow() {
    starts = enlarged(starts)
    hashes = enlarged(hashes)
    slots = new Int32Array(2 * slots.length)
    const mask = slots.length - 1
    for (let list = 0; list < count; list++) {
      let slot = hashes[list]! & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = list + 1
    }
  }

  return {
    intern(scratch, length) {
      let hash = length
      for (let i = 0; i < length; i++) {
        hash = Math.imul(hash ^ scratch[i]!, 0x9e3779b1)
        hash ^= hash >>> 15
      }
      const mask = slots.length - 1
      let slot = hash & mask
      for (; slots[slot] !== 0; slot = (slot + 1) & mask) {
        const list = slots[slot]! - 1
        if (hashes[list] !== hash) continue
        const start = starts[list]!
        if (starts[list + 1]! - start !== length) continue
        let i = 0
        while (i < length && data[start + i] === scratch[i]) i++
        if (i === length) return list
      }
      slots[slot] = count + 1
      hashes[count] = hash
      const start = starts[count]!
      while (start + length > data.length) data = enlarged(data)
      for (let i = 0; i < length; i++) data[start + i] = scratch[i]!
      starts[++count] = start + length
      if (count + 1 >= starts.length) grow()
      return count - 1
    },
    get count() {
      return count
    },
    get size() {
      return starts[count]!
    },
    get data() {
      return data
    },
    get starts() {
      return starts
    },
  }
}

/** Twice as long, the numbers kept. */
export function enlarged(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * array.length)
  larger.set(array)
  return larger
}
