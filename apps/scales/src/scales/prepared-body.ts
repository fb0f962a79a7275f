import { createHash } from 'node:crypto';

/** Kept by anyone, but asked about each time: a 304 costs little, a stale figure does not. */
export const CACHE = 'public, no-cache';

/** An answer ready to send: its bytes and strong entity tag are made once, however often it is asked for. */
export interface PreparedBody {
  readonly bytes: Buffer;
  readonly etag: string;
}

export function prepared(text: string): PreparedBody {
  const bytes = Buffer.from(text, 'utf8');
  const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 24);
  return { bytes, etag: `"${digest}"` };
}

/** Both forms of one content. The second is made when first asked for: few readers want it. */
export class PreparedContent {
  #json: PreparedBody | undefined;
  #csv: PreparedBody | undefined;

  constructor(
    private readonly toJson: () => unknown,
    private readonly toCsv: () => string,
  ) {}

  get json(): PreparedBody {
    this.#json ??= prepared(JSON.stringify(this.toJson()));
    return this.#json;
  }

  get csv(): PreparedBody {
    this.#csv ??= prepared(this.toCsv());
    return this.#csv;
  }
}
