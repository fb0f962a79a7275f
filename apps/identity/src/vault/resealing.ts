/** A store of values under the master key. Each feature with such a store brings its own under a new key. */
export interface Resealing {
  /**
   * Brings what is under a former master key under the current one, while the service runs.
   *
   * @returns how many values were under a former key
   */
  reseal(): Promise<number>;

  /** Whether no value is left under a former key. */
  isComplete(): Promise<boolean>;
}
