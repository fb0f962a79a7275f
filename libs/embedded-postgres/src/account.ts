import { execFileSync } from 'node:child_process';

/** The system account PostgreSQL runs as. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * PostgreSQL refuses to run as root, so root needs another account for it; anybody else runs it as themselves.
 * `nobody` stands in where there is no `postgres`: both exist nearly everywhere, and starting a demo should not
 * add a user to somebody's machine.
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
