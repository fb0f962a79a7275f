import { prepared, type PreparedBody } from '@passerelle/http';

import { csv, type CsvForm, type CsvTable } from './csv.js';

/** Kept by anyone, but asked about each time: a 304 costs little, a stale figure does not. */
export const CACHE = 'public, no-cache';

/** The forms of one content: JSON, and a table in two dialects of CSV. */
export const CONTENT_FORMS = ['json', 'csv', 'csv-fr'] as const;
export type ContentForm = (typeof CONTENT_FORMS)[number];

/** One content in its forms. Each is made when it is first asked for: few readers want more than one. */
export class PreparedContent {
  private readonly tables = new Map<CsvForm, PreparedBody>();

  constructor(
    private readonly toJson: () => unknown,
    private readonly toTable: () => CsvTable,
  ) {}

  get json(): PreparedBody {
    this.preparedJson ??= prepared(JSON.stringify(this.toJson()));
    return this.preparedJson;
  }
  private preparedJson: PreparedBody | undefined;

  in(form: ContentForm): PreparedBody {
    if (form === 'json') return this.json;
    let body = this.tables.get(form);
    if (body === undefined) {
      body = prepared(csv(this.toTable(), form));
      this.tables.set(form, body);
    }
    return body;
  }
}
