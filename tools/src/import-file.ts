import { readFileSync } from 'node:fs';

import {
  ImportClient,
  Refused,
  type ImportState,
  Unavailable,
  type Watch,
} from './import-file-client.js';
import { type ImportOptions, readOptions, USAGE, UsageError } from './import-file-options.js';

/** Exit codes that a batch job can act on (75 is sysexits' "try again later"). */
const EXIT = { done: 0, failed: 1, usage: 2, withFaults: 3, away: 75 } as const;

const BAR_WIDTH = 30;
const LABELS = { sending: 'sending', working: 'working' } as const;

/** A bar on a terminal; a line for each tenth where there is none, which a log can bear. */
function progressBar(quiet: boolean, stream: NodeJS.WriteStream): Watch {
  let shown = '';
  return (step, share) => {
    if (quiet) return;
    const filled = Math.floor(Math.min(1, share) * BAR_WIDTH);
    const percent = `${String(Math.floor(Math.min(1, share) * 100)).padStart(3)} %`;
    const line = stream.isTTY
      ? `${LABELS[step]} [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${percent}`
      : `${LABELS[step]} ${String(Math.floor(Math.min(1, share) * 10) * 10)} %`;
    if (line === shown) return;
    shown = line;
    stream.write(stream.isTTY ? `\r${line}` : `${line}\n`);
  };
}

function summaryOf(state: ImportState, report: string): string {
  const rows: [string, string | number][] = [
    ['import', state.id],
    ['status', state.status],
    ['lines read', state.linesRead],
    ['accepted', state.accepted],
    ['to confirm', state.toConfirm],
    ['refused', state.rejected],
  ];
  if (state.failure !== null) {
    rows.push(['reason', `${state.failure.code}: ${state.failure.message}`]);
  }
  for (const { message } of state.notes ?? []) rows.push(['note', message]);
  rows.push(['report', report]);
  return rows.map(([label, value]) => `${label.padEnd(12)}${String(value)}`).join('\n');
}

async function importFile(options: ImportOptions): Promise<number> {
  const bar = progressBar(options.quiet, process.stderr);
  const client = new ImportClient(options, bar);
  const begun = await client.send();
  const state = await client.finished(begun);
  if (!options.quiet && process.stderr.isTTY) process.stderr.write('\n');
  const hasFaults = state.rejected > 0 || state.toConfirm > 0;
  // Also when it is empty: a report left by the run before would be taken for this one's.
  await client.saveReport(begun);
  console.log(summaryOf(state, options.report));
  if (state.status === 'failed') return EXIT.failed;
  return hasFaults ? EXIT.withFaults : EXIT.done;
}

async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help') || args.length === 0) {
    console.log(USAGE);
    return args.length === 0 ? EXIT.usage : EXIT.done;
  }
  try {
    return await importFile(readOptions(args, process.env, (path) => readFileSync(path, 'utf8')));
  } catch (error) {
    const { message } = error as Error;
    console.error(message);
    if (error instanceof UsageError) return EXIT.usage;
    if (error instanceof Unavailable) return EXIT.away;
    if (!(error instanceof Refused)) console.error('nothing was sent, or not all of it');
    return EXIT.failed;
  }
}

process.exitCode = await main(process.argv.slice(2));
