import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { centsOfEuros, Clock, type DomainError } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { type CampaignDates, type Channel, correctingOpen } from '../campaigns/campaign.js';
import { assertRoster, CampaignsService, yearIn } from '../campaigns/campaigns.service.js';
import { type Reach, reachOf, withinReach } from '../landlords/reach.policy.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import { dwellingKey } from '../tenancies/tenancy.js';
import type { Declaration, SupersededDeclaration } from './declaration.entity.js';
import { type DeclarationView, lineView, recordView } from './declaration.view.js';
import type {
  ConfirmDeclaration,
  CorrectDeclaration,
  DeclarationsQuery,
  DeclareRent,
} from './declarations.dto.js';
import { declarationErrors } from './declarations.errors.js';
import { DeclarationsRepository } from './declarations.repository.js';
import { completed, type GivenLine, rentOf } from './declared-line.js';
import {
  type Background,
  confirmedVersion,
  judgeCorrection,
  judgeDeclaration,
  type Judgement,
  withdrawnVersion,
} from './judgement.js';
import { LINE_CODES } from './line-codes.js';
import { LineConsequencesService } from './line-consequences.service.js';
import type { LineFault } from './line.js';
import { type DeclaredRecord, type LineRecord, LinesDirectory } from './lines.directory.js';

@Injectable()
export class DeclarationsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly lines: LinesDirectory,
    private readonly declarations: DeclarationsRepository,
    private readonly consequences: LineConsequencesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
  ) {}

  declare(actor: Actor, year: string, command: DeclareRent): Promise<DeclarationView> {
    const ownSiret = reachOf(actor);
    const referenceYear = yearIn(year);
    const { fileNumber, landlordSiret } = command;
    const dwellingRef = dwellingKey(command.dwellingRef);
    return this.settle(
      actor,
      () => this.lines.recordOf({ referenceYear, fileNumber, dwellingRef, landlordSiret }),
      (record, campaign) =>
        judgeDeclaration(
          { line: completed(command, rentIn(command), null), ...this.arrival(ownSiret) },
          this.background(record, campaign),
        ),
    );
  }

  correct(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: CorrectDeclaration,
  ): Promise<DeclarationView> {
    const ownSiret = reachOf(actor);
    return this.change(actor, id, expected, (record, campaign) => {
      const before = record.declaration;
      const given = command.rent !== undefined || command.rentCents !== undefined;
      const line = completed(command, given ? rentIn(command) : before.rentCents, before);
      return judgeCorrection(
        { line, ...this.arrival(ownSiret) },
        this.background(record, campaign),
      );
    });
  }

  /** The landlord or the Caf confirms a line that a soft check found doubtful, or withdraws the line. */
  confirm(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { decision = 'confirmed' }: ConfirmDeclaration,
  ): Promise<DeclarationView> {
    return this.change(actor, id, expected, ({ declaration, replaced }) => {
      if (declaration.status !== 'to_confirm') throw declarationErrors.nothingToConfirm();
      const version =
        decision === 'confirmed'
          ? confirmedVersion(declaration, replaced)
          : withdrawnVersion(declaration, replaced, this.clock.now());
      return { outcome: 'recorded', version, withdrawn: decision === 'withdrawn' };
    });
  }

  async get(actor: Actor, id: string): Promise<DeclarationView> {
    const record = reachable(reachOf(actor), await this.lines.recordOfDeclaration(id));
    return recordView(record, assertRoster(record.campaign), this.clock.today());
  }

  async list(
    actor: Actor,
    year: string,
    { status, landlordSiret, fileNumber, limit, after }: DeclarationsQuery,
  ): Promise<Page<DeclarationView>> {
    const reach = reachOf(actor);
    const campaign = await this.campaigns.withRoster(year);
    const page = await this.lines.page(
      campaign,
      this.clock.today(),
      reach,
      { state: status, landlordSiret, fileNumber },
      limit,
      after,
    );
    return { ...page, items: page.items.map((line) => lineView(line, campaign.referenceYear)) };
  }

  async history(actor: Actor, id: string): Promise<SupersededDeclaration[]> {
    reachable(reachOf(actor), await this.lines.recordOfDeclaration(id));
    return this.declarations.historyOf(id);
  }

  /** A new version of a declaration that the actor has seen, until the corrections end. */
  private change(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    judge: (record: DeclaredRecord, campaign: CampaignDates) => Judgement,
  ): Promise<DeclarationView> {
    const reach = reachOf(actor);
    return this.settle(
      actor,
      async () => reachable(reach, await this.lines.recordOfDeclaration(id)),
      (record, campaign) => {
        assertExpected(expected, record.declaration.version);
        if (!correctingOpen(campaign, this.clock.today())) {
          const { correctionEndsOn } = campaign;
          throw declarationErrors.correctionOver({ correctionEndsOn });
        }
        return judge(record, campaign);
      },
    );
  }

  /**
   * Loads the line, judges, and stores the version with its consequences. When another request or an
   * import stores a version between loading and storing, the line is loaded and judged again.
   */
  private settle<R extends LineRecord>(
    actor: Actor,
    load: () => Promise<R>,
    judge: (record: R, campaign: CampaignDates) => Judgement,
  ): Promise<DeclarationView> {
    return this.transactions.run(async (tx) => {
      for (;;) {
        const record = await load();
        const campaign = assertRoster(record.campaign);
        const judgement = judge(record, campaign);
        if (judgement.outcome === 'refused') throw refusal(judgement.faults);
        const today = this.clock.today();
        if (judgement.outcome === 'repeated') {
          if (!(await this.restated(tx, record.declaration, judgement.restatedAt))) continue;
          return recordView(record, campaign, today);
        }
        const recording = {
          importId: null,
          importLine: null,
          declaredBy: actor.subject,
          recordedAt: this.clock.now(),
        };
        const version = { ...judgement.version, ...recording };
        const stored = await this.declarations.store(tx, version, record.declaration);
        if (stored === null) continue;
        const withdrawn = judgement.withdrawn === true;
        if (withdrawn) await this.declarations.withdrawWaiting(tx, stored);
        const known = withdrawn ? withoutWaiting(record) : record;
        const after = await this.consequences.ofDeclaration(tx, stored, known, campaign);
        return recordView(after, campaign, today);
      }
    });
  }

  private async restated(tx: Tx, known: Declaration | null, at: Date | null): Promise<boolean> {
    return known === null || at === null || (await this.declarations.restate(tx, known, at));
  }

  private background(record: LineRecord, campaign: CampaignDates): Background {
    const { declaration: before, replaced } = record;
    return { campaign, roster: record, before, replaced, thresholds: this.settings };
  }

  /** A landlord declares online; what the Caf records itself came on paper. */
  private arrival(ownSiret: Reach) {
    const channel: Channel = ownSiret === null ? 'paper' : 'online';
    return { channel, ownSiret, today: this.clock.today(), now: this.clock.now() };
  }
}

function reachable(reach: Reach, record: DeclaredRecord | null): DeclaredRecord {
  if (record === null || !withinReach(reach, record.declaration.landlordSiret)) {
    throw requestErrors.unknownId();
  }
  return record;
}

/** What waited is withdrawn: it states nothing any more. */
function withoutWaiting(record: LineRecord): LineRecord {
  const replaced = record.replaced.filter(({ status }) => status !== 'to_confirm');
  return { ...record, declaration: null, replaced };
}

function rentIn({ rentCents, rent }: GivenLine): number {
  const settled = rentOf(
    rentCents ?? null,
    rent === undefined ? null : (centsOfEuros(rent) ?? null),
  );
  if (typeof settled === 'number') return settled;
  throw refusal([settled]);
}

function refusal(faults: readonly LineFault[]): DomainError {
  return declarationErrors.lineRefused(
    {},
    faults.map(({ field, code }) => ({
      pointer: field === null ? '' : `/${field}`,
      code,
      detail: LINE_CODES[code],
    })),
  );
}
