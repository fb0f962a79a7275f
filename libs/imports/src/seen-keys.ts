const MIN_BITS = 2 ** 16;
const PROBES = 4;

/** Two hashes of a key, from which every probe follows. */
export interface KeyHashes {
  readonly first: number;
  readonly second: number;
}

/**
 * A Bloom filter: a set of keys in constant memory. A key that was added is always found; a key that was not
 * added is found now and then. Why an import needs such a set: docs/adr/0010-keys-of-a-file-in-constant-memory.md.
 */
export class SeenKeys {
  private readonly bits: Uint32Array;
  private readonly mask: number;

  /** @param bits rounded up to a power of two; 16 bits a key find one unknown key in a thousand */
  constructor(bits: number) {
    const size = 2 ** Math.ceil(Math.log2(Math.max(MIN_BITS, bits)));
    this.bits = new Uint32Array(size / 32);
    this.mask = size - 1;
  }

  has({ first, second }: KeyHashes): boolean {
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (first + Math.imul(probe, second | 1)) & this.mask;
      if (((this.bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) === 0) return false;
    }
    return true;
  }

  /** @returns what `has` said before */
  add({ first, second }: KeyHashes): boolean {
    let isNew = false;
    for (let probe = 0; probe < PROBES; probe++) {
      const bit = (first + Math.imul(probe, second | 1)) & this.mask;
      const word = this.bits[bit >>> 5] ?? 0;
      const flag = 1 << (bit & 31);
      if ((word & flag) !== 0) continue;
      isNew = true;
      this.bits[bit >>> 5] = word | flag;
    }
    return !isNew;
  }
}
