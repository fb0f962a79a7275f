import { execFileSync } from 'node:child_process';

/** The system account under which PostgreSQL runs. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root needs another account for it. All other users run it under their own
 * account. `nobody` is used if there is no `postgres`: both exist on nearly every machine, and the start of a demo
 * should not add a user to a machine.
 */
export function serverAccount(): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const account = accountNamed('postgres') ?? accountNamed('nobody');
  if (account) return account;
  throw new Error(
    'PostgreSQL refuses to run as root, and there is neither a "postgres" nor a "nobody" user here.',
  );
}

function accountNamed(name: string): Account | undefined {
  const id = (flag: string): number =>
    Number(
      execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
    );
  try {
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}
