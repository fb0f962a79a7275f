import { type Attack, NotHere, type Scene } from './attack.js';
import { LimitReached, tallied } from './exchange.js';

export interface Result {
  readonly id: string;
  readonly requests: number;
  readonly seconds: number;
  readonly state: 'held' | 'broken' | 'left out';
  /** What was found, or why the attack was left out. */
  readonly evidence: readonly string[];
}

/** Makes the attacks one after the other, those that mostly wait beside the others. */
export async function run(
  attacks: readonly Attack[],
  scene: Scene,
  report: (result: Result) => void,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const make = async (attack: Attack): Promise<void> => {
    const result = await made(attack, scene);
    results.push(result);
    report(result);
  };
  const chosen = attacks.filter(({ onlyIn }) => onlyIn === undefined || onlyIn === scene.form);
  const beside = chosen.filter(({ waits }) => waits === true).map(make);
  for (const attack of chosen.filter(({ waits }) => waits !== true)) await make(attack);
  await Promise.all(beside);
  return results;
}

async function made(attack: Attack, scene: Scene): Promise<Result> {
  const { id } = attack;
  const begun = performance.now();
  const { value, requests } = await tallied(
    async (): Promise<Omit<Result, 'requests' | 'seconds'>> => {
      try {
        const evidence = await attack.run(scene);
        return { id, state: evidence.length === 0 ? 'held' : 'broken', evidence };
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        if (error instanceof NotHere) return { id, state: 'left out', evidence: [message] };
        // An attack that could not be finished proves nothing: it counts as a fault.
        const what = error instanceof LimitReached ? 'unfinished' : 'failed';
        return { id, state: 'broken', evidence: [`${what}: ${message}`] };
      }
    },
  );
  return { ...value, requests, seconds: (performance.now() - begun) / 1_000 };
}

const MOST_EVIDENCE = 5;
const WIDTH = 280;

/** `BROKEN  tokens/one-spelling  4 requests: …`, with some of the evidence on lines of its own. */
export function linesOf({ id, requests, seconds, state, evidence }: Result): string[] {
  const word = { held: 'held    ', broken: 'BROKEN  ', 'left out': 'left out' }[state];
  const count = `${requests.toLocaleString('en')} request${requests === 1 ? '' : 's'}`;
  const more = evidence.length - MOST_EVIDENCE;
  return [
    `${word}  ${id.padEnd(40)}  ${count}, ${seconds.toFixed(1)} s`,
    ...evidence
      .slice(0, MOST_EVIDENCE)
      .map((line) => `            ${line.length > WIDTH ? `${line.slice(0, WIDTH)}…` : line}`),
    ...(more > 0 ? [`            and ${String(more)} more`] : []),
  ];
}
