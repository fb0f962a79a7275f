import { solvedCaptcha } from './captcha.js';
import { isSuccess, jsonOf } from './exchange.js';
import type { Target } from './target.js';

/** Who may sign in to the instance: the contents of the file that `--accounts` names. */
export interface KnownAccounts {
  readonly accounts: readonly { readonly username: string; readonly password: string }[];
  readonly clients: readonly { readonly id: string; readonly secret: string }[];
  /** An account whose sign-ins may be delayed for an hour. */
  readonly victim?: string;
  /** A person who can ask for a new password. */
  readonly person?: Person;
}

export interface Person {
  readonly username: string;
  readonly nir: string;
  readonly birthName: string;
}

/** An account or a client, signed in. */
export class Caller {
  private current: { token: string; until: number };

  constructor(
    readonly name: string,
    readonly roles: readonly string[],
    readonly scopes: readonly string[],
    readonly details: CallerDetails,
    readonly password: string,
    first: { token: string; until: number },
    private readonly renew: () => Promise<{ token: string; until: number }>,
  ) {
    this.current = first;
  }

  async token(): Promise<string> {
    if (Date.now() > this.current.until) this.current = await this.renew();
    return this.current.token;
  }
}

export interface CallerDetails {
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
  readonly profile: string | null;
}

/** What is published about a demo installation: its accounts, and the person of its journeys. */
const DEMO_PERSON: Person = {
  username: 'beneficiary',
  nir: '2951099126111',
  birthName: 'Durand',
};
const DEMO_VICTIM = 'agenda_editor';

/** @throws Error where the instance publishes no demo accounts */
export async function demoAccounts(target: Target): Promise<KnownAccounts> {
  const answer = await target.call({ method: 'GET', path: '/identity/v1/demo-accounts' });
  if (!isSuccess(answer)) {
    throw new Error('the instance has no demo accounts: name its accounts with --accounts FILE');
  }
  const { password, client, accounts } = jsonOf(answer) as {
    readonly password: string;
    readonly client: string;
    readonly accounts: readonly { readonly username: string }[];
  };
  return {
    accounts: accounts.map(({ username }) => ({ username, password })),
    clients: [{ id: client, secret: password }],
    victim: DEMO_VICTIM,
    person: DEMO_PERSON,
  };
}

/**
 * Signs everybody in.
 *
 * @throws Error where somebody cannot sign in, and the attack would prove nothing: only the victim of a former run
 *   may still have to wait
 */
export async function signInAll(target: Target, known: KnownAccounts): Promise<Caller[]> {
  const callers: Caller[] = [];
  for (const { username, password } of known.accounts) {
    const form = { grant_type: 'password', username, password };
    try {
      callers.push(await signedIn(target, username, password, form));
    } catch (error) {
      if (username !== known.victim) throw error;
    }
  }
  for (const { id, secret } of known.clients) {
    callers.push(
      await signedIn(target, id, secret, {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: secret,
      }),
    );
  }
  return callers;
}

async function signedIn(
  target: Target,
  name: string,
  password: string,
  form: Readonly<Record<string, string>>,
): Promise<Caller> {
  const renew = async (): Promise<{ token: string; until: number }> => {
    const { access_token: token, expires_in: seconds } = await tokensFor(target, form);
    return { token, until: Date.now() + seconds * 800 };
  };
  const first = await renew();
  const me = await target.call({ method: 'GET', path: '/identity/v1/me', token: first.token });
  if (!isSuccess(me)) throw new Error(`${name} signs in, but cannot read who they are`);
  const { roles, scopes, fileNumber, organisation, services, profile } = jsonOf(me) as unknown as {
    readonly roles: readonly string[];
    readonly scopes: readonly string[];
  } & CallerDetails;
  const details = { fileNumber, organisation, services, profile };
  return new Caller(name, roles, scopes, details, password, first, renew);
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
}

/** @throws Error when the sign-in is refused */
export async function tokensFor(
  target: Target,
  form: Readonly<Record<string, string>>,
): Promise<Tokens> {
  let answer = await target.askToken(form);
  if (answer.status === 429 && answer.text.includes('captcha')) {
    // A former run has left failures behind.
    answer = await target.askToken({ ...form, captcha: await solvedCaptcha(target) });
  }
  if (!isSuccess(answer)) {
    const who = form.username ?? form.client_id ?? form.grant_type ?? '';
    throw new Error(`${who} cannot sign in: ${String(answer.status)} ${answer.text.slice(0, 300)}`);
  }
  return jsonOf(answer) as unknown as Tokens;
}
