import type { Caller, Person } from './accounts.js';
import type { Target } from './target.js';

export interface Scene {
  readonly target: Target;
  readonly callers: readonly Caller[];
  readonly victim: Caller | undefined;
  readonly person: Person | undefined;
  readonly form: 'short' | 'long';
}

/** One attack: what it found broken, each with evidence that holds no personal data. */
export interface Attack {
  /** `family/name`, as the report prints it. */
  readonly id: string;
  readonly onlyIn?: 'long';
  /** Mostly waits: runs at the same time as all the others. */
  readonly waits?: true;
  run(scene: Scene): Promise<readonly string[]>;
}

/** The attack cannot be made here: a service or an account is missing. */
export class NotHere extends Error {}

/** @throws NotHere */
export function callerWith({ callers }: Scene, role: string): Caller {
  const caller = callers.find(({ roles }) => roles.includes(role));
  if (caller === undefined) throw new NotHere(`no account has the role ${role}`);
  return caller;
}

/** @throws NotHere */
export function needService({ target }: Scene, service: string): void {
  if (!target.has(service)) throw new NotHere(`no service ${service}`);
}
