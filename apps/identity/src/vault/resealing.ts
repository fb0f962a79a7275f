/** A store of values under the master key. The feature with the store brings the values under a new key. */
export interface Resealing {
  /**
   * Brings every value under a former master key under the current key, while the service runs.
   *
   * @returns how many values were under a former key
   */
  reseal(): Promise<number>;

  /** Whether no value is left under a former key. */
  isComplete(): Promise<boolean>;
}
