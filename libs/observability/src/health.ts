/** Something a service cannot answer without. Resolves when it works, rejects when it does not. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** The checks of one service; features and libraries add theirs when they start. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];

  constructor(private readonly timeoutMs = 2_000) {}

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** The state of each check, `up` or `down`; a check that hangs is down. Causes go to no caller. */
  async report(): Promise<Readonly<Record<string, 'up' | 'down'>>> {
    const states = await Promise.all(
      this.checks.map(async (check) => [check.name, await this.within(check)] as const),
    );
    return Object.fromEntries(states);
  }

  private async within(readiness: ReadinessCheck): Promise<'up' | 'down'> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'down'>((resolve) => {
      timer = setTimeout(() => {
        resolve('down');
      }, this.timeoutMs);
    });
    const answer = readiness.check().then(
      () => 'up' as const,
      () => 'down' as const,
    );
    try {
      return await Promise.race([answer, late]);
    } finally {
      clearTimeout(timer);
    }
  }
}
