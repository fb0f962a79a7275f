import sequencer from '@jest/test-sequencer';

// A CommonJS package: its default export arrives as a member.
const Sequencer = sequencer.default ?? sequencer;

/** Files whose size says nothing about their time, the slowest kind first. */
const SLOW = [
  /house-rules\.http-spec\.ts$/,
  /large-file\.spec\.ts$/,
  /\.e2e-spec\.ts$/,
  /\.http-spec\.ts$/,
  /\.db-spec\.ts$/,
];

/**
 * Slow files start first, so that at the end no worker is busy with one alone. Jest knows the times of the last run
 * on this machine; a fresh clone has none, and Jest goes by size there.
 */
// eslint-disable-next-line no-restricted-syntax -- Jest takes the default export.
export default class SlowFilesFirst extends Sequencer {
  sort(tests) {
    const sorted = super.sort(tests);
    if (sorted.some(({ duration }) => duration !== undefined)) return sorted;
    const rank = ({ path }) => {
      const kind = SLOW.findIndex((pattern) => pattern.test(path));
      return kind === -1 ? SLOW.length : kind;
    };
    return sorted.toSorted((a, b) => rank(a) - rank(b));
  }
}
