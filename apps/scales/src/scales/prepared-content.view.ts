import { prepared, type PreparedBody } from '@passerelle/http';

/** Kept by anyone, but asked about each time: a 304 costs little, a stale figure does not. */
export const CACHE = 'public, no-cache';

/** Both forms of one content. The second is made when first asked for: few readers want it. */
export class PreparedContent {
  private preparedJson: PreparedBody | undefined;
  private preparedCsv: PreparedBody | undefined;

  constructor(
    private readonly toJson: () => unknown,
    private readonly toCsv: () => string,
  ) {}

  get json(): PreparedBody {
    this.preparedJson ??= prepared(JSON.stringify(this.toJson()));
    return this.preparedJson;
  }

  get csv(): PreparedBody {
    this.preparedCsv ??= prepared(this.toCsv());
    return this.preparedCsv;
  }
}
