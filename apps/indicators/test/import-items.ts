import type { ImportView } from '@passerelle/imports';
import { eventually, type TestService } from '@passerelle/testing';

export const BATCH = {
  sub: '0190a5d4-7c1e-7c3a-9b1d-000000000004',
  roles: ['service' as const],
  scope: 'indicators:import',
};
export const NDJSON = { 'content-type': 'application/x-ndjson' };

export type Line = Record<string, unknown>;

export const ndjson = (lines: readonly Line[]): string =>
  lines.map((line) => JSON.stringify(line)).join('\n');

/** Sends a file and waits until its import has ended. */
export async function importItems(
  test: TestService,
  body: string,
  options: { readonly headers?: Record<string, string>; readonly query?: string } = {},
): Promise<ImportView> {
  const { headers = {}, query = '' } = options;
  const received = await test.call<ImportView>('POST', `work-items/imports${query}`, {
    as: BATCH,
    body,
    headers: { ...NDJSON, ...headers },
  });
  if (received.status !== 202) throw new Error(JSON.stringify(received.body));
  return eventually(async () => {
    const { body: view } = await test.call<ImportView>('GET', `imports/${received.body.id}`, {
      as: BATCH,
    });
    expect(['completed', 'failed']).toContain(view.status);
    return view;
  }, 60_000);
}

/** The rows of the report: line, severity, field, code, message. */
export async function reportOf(test: TestService, id: string, language = 'en') {
  const { body } = await test.call<string>('GET', `imports/${id}/report`, {
    as: BATCH,
    headers: { 'accept-language': language },
  });
  return body
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(';'));
}
