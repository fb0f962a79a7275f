import { type Operation, operationsOf, type ServiceDocument } from './documents.js';
import type { Answer, Call, Exchange } from './exchange.js';

/** A running instance: one origin for all services, or an origin for each. */
export class Target {
  private constructor(
    readonly exchange: Exchange,
    private readonly origins: ReadonlyMap<string, string>,
    readonly operations: readonly Operation[],
  ) {}

  /** @throws Error when a service does not answer with its document */
  static async at(origins: ReadonlyMap<string, string>, exchange: Exchange): Promise<Target> {
    const operations: Operation[] = [];
    for (const [service, origin] of origins) {
      const path = `/${service}/docs-json`;
      const answer = await exchange.send(origin, { method: 'GET', path });
      if (answer.status !== 200) {
        throw new Error(`${origin}${path} answers ${String(answer.status)}, not a document`);
      }
      operations.push(...operationsOf(service, JSON.parse(answer.text) as ServiceDocument));
    }
    return new Target(exchange, origins, operations);
  }

  get services(): readonly string[] {
    return [...this.origins.keys()];
  }

  has(service: string): boolean {
    return this.origins.has(service);
  }

  /** The origin of the service that a path names. */
  originOf(path: string): string {
    const service = path.split('/', 2)[1] ?? '';
    const origin = this.origins.get(service) ?? [...this.origins.values()][0];
    if (origin === undefined) throw new Error('no service is named');
    return origin;
  }

  call(call: Call): Promise<Answer> {
    return this.exchange.send(this.originOf(call.path), call);
  }

  askToken(
    form: Readonly<Record<string, string>>,
    how: { readonly from?: string | undefined; readonly headers?: Call['headers'] } = {},
  ): Promise<Answer> {
    return this.call({
      method: 'POST',
      path: '/identity/oauth/token',
      from: how.from,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...how.headers },
      body: new URLSearchParams(form).toString(),
    });
  }

  /** An address of this machine that no limit has counted yet; undefined where the target is elsewhere. */
  freshAddress(): string | undefined {
    const { hostname } = new URL(this.originOf('/identity'));
    // Linux answers on all of 127.0.0.0/8; other systems on the first address alone.
    if (process.platform !== 'linux' || !hostname.startsWith('127.')) return undefined;
    const part = (): number => 1 + Math.floor(Math.random() * 253);
    return `127.${String(part())}.${String(part())}.${String(part())}`;
  }
}
