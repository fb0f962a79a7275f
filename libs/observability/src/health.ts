/** A dependency that a service needs to answer. `check` resolves if it works and rejects if it does not. */
export interface ReadinessCheck {
  readonly name: string;
  check(): Promise<void>;
}

/** The checks of one service. Features and libraries add their checks when they start. */
export class Readiness {
  private readonly checks: ReadinessCheck[] = [];

  constructor(private readonly timeoutMs = 2_000) {}

  add(check: ReadinessCheck): void {
    this.checks.push(check);
  }

  /** The state of each check, `up` or `down`. A check that exceeds the timeout is `down`. Causes are not returned. */
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
