import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Clock, inQuotes } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';
import { PLATFORM_SETTINGS, type PlatformSettings, publicPathOf } from '@passerelle/service-kit';

import { placeText } from '../scales/csv.js';
import { add, decimal, decimalText, shortest } from '../scales/decimal.js';
import { SnapshotService } from '../scales/snapshot.service.js';
import { dayText } from '../scales/uprating.js';
import type { Version } from '../versions/version.entity.js';
import { VersionsService } from '../versions/versions.service.js';
import { parseRate } from './rate.js';
import { type RevaluationOutcome, type RevaluationRequest, revalue } from './revaluation.js';
import type { Revalue } from './revaluations.dto.js';
import type { RevaluationView } from './revaluation.view.js';
import { revaluationErrors } from './revaluations.errors.js';

/** The yearly revaluation: shown first, then drafted; two people and a publication come after. */
@Injectable()
export class RevaluationsService {
  constructor(
    private readonly snapshot: SnapshotService,
    private readonly versions: VersionsService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async run(actor: Actor, body: Revalue): Promise<RevaluationView> {
    const rate = parseRate(body.rate);
    const catalogue = await this.snapshot.read();
    const index = body.index ?? 'april';
    if (!catalogue.indices.has(index)) {
      throw revaluationErrors.unknownIndex({
        given: index,
        known: inQuotes([...catalogue.indices.keys()]),
      });
    }
    const scales = body.scope === undefined || body.scope === 'all' ? null : body.scope;
    const now = this.clock.now().getTime();
    const request = { effectiveFrom: body.effectiveFrom, rate, index, scales };
    const outcomes = revalue(
      catalogue.series.map(({ series }) => series),
      (ref) =>
        catalogue
          .historyOf(ref, now)
          .map(({ effectiveFrom, figure }) => ({ effectiveFrom, values: figure.values })),
      catalogue.indices,
      request,
    );
    if (body.dryRun === true) return viewOf(request, outcomes, null, '');
    const draft = await this.draft(actor, request, outcomes, body.reference);
    return viewOf(request, outcomes, draft, publicPathOf(this.platform));
  }

  /** What moves and is not published yet, as one draft. */
  private async draft(
    actor: Actor,
    request: RevaluationRequest,
    outcomes: readonly RevaluationOutcome[],
    reference: string | undefined,
  ): Promise<Version> {
    const { effectiveFrom, rate, index, scales } = request;
    const items = outcomes
      .filter(({ moves, alreadyPublished }) => moves && !alreadyPublished)
      .map(({ series, cells }) => ({
        scale: series.scale,
        key: series.key,
        values: cells.map(({ newValue }) => newValue),
      }));
    if (items.length === 0) throw revaluationErrors.nothingToRevalue({ effectiveFrom });
    const coefficient = decimalText(shortest(add(decimal('1'), rate)));
    return this.transactions.run((tx) =>
      this.versions.insert(tx, actor, {
        effectiveFrom,
        reference:
          reference ??
          `Revalorisation au ${dayText(effectiveFrom).fr}, coefficient ${coefficient} (texte à citer)`,
        correctionReason: null,
        origin: { rate: decimalText(rate), index, scales },
        items,
      }),
    );
  }
}

function viewOf(
  { effectiveFrom, rate, index, scales }: RevaluationRequest,
  outcomes: readonly RevaluationOutcome[],
  draft: Version | null,
  publicPath: string,
): RevaluationView {
  const cells = outcomes.flatMap((outcome) => outcome.cells);
  const staying = outcomes.filter(({ moves }) => !moves);
  const staysByReason: Record<string, number> = {};
  for (const { reason } of staying) {
    const code = reason?.code ?? '';
    staysByReason[code] = (staysByReason[code] ?? 0) + 1;
  }
  return {
    dryRun: draft === null,
    effectiveFrom,
    rate: decimalText(rate),
    coefficient: decimalText(shortest(add(decimal('1'), rate))),
    index,
    scales: scales === null ? null : [...scales],
    summary: {
      moves: outcomes.length - staying.length,
      stays: staying.length,
      agreements: cells.filter(({ agrees }) => agrees === true).length,
      disagreements: cells.filter(({ agrees }) => agrees === false).length,
      staysByReason,
    },
    drafts: draft
      ? [
          {
            id: draft.id,
            status: draft.status,
            href: `${publicPath}/scales/v1/versions/${draft.id}`,
            itemCount: draft.items.length,
          },
        ]
      : [],
    items: outcomes.map(itemOf),
  };
}

function itemOf({ series, moves, rule, reason, cells }: RevaluationOutcome) {
  const [first] = cells;
  const single = series.kind === 'parameter' ? first : undefined;
  return {
    scale: series.scale,
    key: series.key,
    kind: series.kind,
    labelFr: series.labelFr,
    unit: series.unit,
    moves,
    rule,
    reason: reason && { code: reason.code, ...reason.text },
    oldValue: single?.oldValue ?? null,
    newValue: single?.newValue ?? null,
    change: single?.change ?? null,
    rows: cells.map(({ at, ...values }) => ({ place: placeText(at), ...values })),
  };
}
