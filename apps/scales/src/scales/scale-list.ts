import type { LocalDate } from '@passerelle/kernel';

import type { Catalogue, ScaleEpoch } from './catalogue.js';
import { PreparedContent } from './prepared-content.view.js';
import { SCALE_CODES } from './scale.js';
import { inForce } from './timeline.js';

function stateOf(
  epoch: ScaleEpoch | undefined,
  code: string,
  position: number,
  on: LocalDate,
  publicPath: string,
) {
  const current = epoch?.inForceOn(on) ?? [];
  const published = current.map(({ period }) => period.figure.publishedOn).sort();
  const interval = epoch?.intervalOf(on) ?? -1;
  const doubtful = current.filter(
    ({ series, period, dueOn }) =>
      dueOn !== null || (period.figure.reliability ?? series.reliability) !== 'confirmed',
  );
  const later = epoch?.histories.some(({ history }) => inForce(history, on))
    ? epoch.days[interval + 1]
    : undefined;
  return {
    code,
    position,
    titleFr: epoch?.heading.titleFr ?? code,
    titleEn: epoch?.heading.titleEn ?? code,
    /** The last day on which anything in it changed, up to the day asked for. */
    inForceFrom: interval >= 0 ? (epoch?.days[interval] ?? null) : null,
    nextChangeOn: later ?? null,
    lastPublishedOn: published.at(-1) ?? null,
    parameters: current.filter(({ series }) => series.kind === 'parameter').length,
    tables: current.filter(({ series }) => series.kind === 'table').length,
    doubtful: doubtful.length,
    revaluationsDue: current.filter(({ dueOn }) => dueOn !== null).length,
    href: `${publicPath}/scales/v1/scales/${code}`,
  };
}

/** The 17 scales in the order of the partners' page, with their state on a day; links begin with the public path. */
export function listContent(
  catalogue: Catalogue,
  on: LocalDate,
  instant: number,
  publicPath: string,
): PreparedContent {
  const items = () =>
    SCALE_CODES.map((code, i) =>
      stateOf(catalogue.scales.get(code)?.epochAt(instant), code, i + 1, on, publicPath),
    );
  const key = SCALE_CODES.map((code) => {
    const epoch = catalogue.scales.get(code)?.epochAt(instant);
    return epoch ? `${epoch.knownFrom}:${epoch.stateOf(on)}` : '';
  }).join();
  return catalogue.prepared(key, () => {
    const columns = [
      'position',
      'code',
      'titleFr',
      'titleEn',
      'inForceFrom',
      'nextChangeOn',
      'lastPublishedOn',
      'parameters',
      'tables',
      'doubtful',
      'revaluationsDue',
    ] as const;
    return new PreparedContent(
      () => ({ items: items(), next: null }),
      () => ({
        columns,
        rows: items().map((item) => columns.map((column) => item[column])),
        decimals: [],
      }),
    );
  });
}
