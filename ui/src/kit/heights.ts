/**
 * The heights of many rows of which only those that were seen have been measured; the others count with an estimate.
 *
 * A Fenwick tree, so that measuring a row, asking where a row begins and asking which row lies at an offset all cost the
 * logarithm of the row count: a record with 100,000 lines scrolls like one with a hundred.
 */
export class Heights {
  readonly #heights: Float64Array;
  readonly #sums: Float64Array;
  #total: number;

  /** `count` rows that are all taken to be `estimate` pixels high. */
  constructor(
    readonly count: number,
    estimate: number,
  ) {
    this.#heights = new Float64Array(count).fill(estimate);
    this.#sums = new Float64Array(count + 1);
    for (let index = 1; index <= count; index += 1) {
      this.#sums[index] = estimate * (index & -index);
    }
    this.#total = estimate * count;
  }

  /** All rows together, in pixels. */
  get total(): number {
    return this.#total;
  }

  /** The height of one row, in pixels. */
  of(row: number): number {
    return this.#heights[row] ?? 0;
  }

  /** Notes a measured height; answers by how many pixels the row grew. */
  measure(row: number, height: number): number {
    const grown = height - this.of(row);
    if (row < 0 || row >= this.count || grown === 0) {
      return 0;
    }
    this.#heights[row] = height;
    this.#total += grown;
    for (let index = row + 1; index <= this.count; index += index & -index) {
      this.#sums[index] = (this.#sums[index] ?? 0) + grown;
    }
    return grown;
  }

  /** Where a row begins, in pixels from the top of the first. */
  top(row: number): number {
    let sum = 0;
    for (let index = Math.min(row, this.count); index > 0; index -= index & -index) {
      sum += this.#sums[index] ?? 0;
    }
    return sum;
  }

  /** The row that lies at an offset; the last one for offsets below the end, 0 when there is no row. */
  at(offset: number): number {
    let row = 0;
    let left = offset;
    let step = 1 << (31 - Math.clz32(Math.max(1, this.count)));
    for (; step > 0; step >>= 1) {
      const next = row + step;
      const sum = this.#sums[next];
      if (next <= this.count && sum !== undefined && sum <= left) {
        row = next;
        left -= sum;
      }
    }
    return Math.max(0, Math.min(row, this.count - 1));
  }
}
