import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, type DomainError, newId } from '@passerelle/kernel';
import { type Page, Transactions, type Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import { type Channel, correctingOpen } from '../campaigns/campaign.js';
import { CampaignsService } from '../campaigns/campaigns.service.js';
import type { RentCampaignsSettings } from '../rent-campaigns.settings.js';
import type { RosterEntry } from '../roster/roster-entry.entity.js';
import { RosterDirectory } from '../roster/roster.directory.js';
import { Declaration } from './declaration.entity.js';
import { lineView, orphanView } from './declaration.view.js';
import { centsOf, completed, declarationFaults, type GivenLine, rentOf } from './declared-line.js';
import type {
  ConfirmDeclaration,
  CorrectDeclaration,
  DeclarationsQuery,
  DeclarationView,
  DeclareRent,
} from './declarations.dto.js';
import { declarationErrors } from './declarations.errors.js';
import { DeclarationsRepository } from './declarations.repository.js';
import { anomaliesOf, type LineFault, lineFaults, type RentLine, tenancyFaults } from './line.js';
import { LINE_CODES } from './line-codes.js';
import { LineConsequencesService } from './line-consequences.service.js';
import { accepted, contentOf, repeats } from './versions.js';
import { type CampaignWithRoster } from '../campaigns/campaign.entity.js';
import { type Reach, reachOf, withinReach } from '../landlords/reach.policy.js';
import { nameKey } from '../tenancies/tenancy.js';

const ALONE = { lines: 1, sameRent: true };

@Injectable()
export class DeclarationsService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly roster: RosterDirectory,
    private readonly declarations: DeclarationsRepository,
    private readonly consequences: LineConsequencesService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: RentCampaignsSettings,
  ) {}

  async declare(actor: Actor, year: string, command: DeclareRent): Promise<DeclarationView> {
    const reach = reachOf(actor);
    const campaign = await this.campaigns.withRoster(year);
    const today = this.clock.today();
    const channel = channelOf(reach);
    const line = completed(command, rentIn(command), null);
    refuseIf(declarationFaults(line, { campaign, channel, today }, today, reach));
    return this.transactions.run(async (tx) => {
      const { referenceYear, fileNumber, dwellingRef } = line;
      await this.declarations.lockTenancy(tx, referenceYear, fileNumber, dwellingRef);
      const entry = await this.expected(campaign, line, reach);
      const before = await this.declarations.ofTenancyForChange(
        tx,
        referenceYear,
        fileNumber,
        dwellingRef,
      );
      const saved =
        before !== null && repeats(before, line)
          ? before
          : await this.save(tx, actor, campaign, before, line, entry, channel);
      return this.view(saved, campaign);
    });
  }

  async get(actor: Actor, id: string): Promise<DeclarationView> {
    const declaration = reachable(reachOf(actor), await this.declarations.byId(id));
    return this.view(declaration, await this.campaignOf(declaration));
  }

  async list(
    actor: Actor,
    year: string,
    { status, landlordSiret, fileNumber, limit, after }: DeclarationsQuery,
  ): Promise<Page<DeclarationView>> {
    const reach = reachOf(actor);
    const campaign = await this.campaigns.withRoster(year);
    const page = await this.declarations.lines(
      campaign,
      this.clock.today(),
      reach,
      { state: status, landlordSiret, fileNumber },
      limit,
      after,
    );
    return { ...page, items: page.items.map((line) => lineView(line, campaign.referenceYear)) };
  }

  async history(actor: Actor, id: string) {
    reachable(reachOf(actor), await this.declarations.byId(id));
    return this.declarations.historyOf(id);
  }

  /** A human being answers for what a soft check found, or takes it back. */
  confirm(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { decision = 'confirmed' }: ConfirmDeclaration,
  ): Promise<DeclarationView> {
    return this.change(actor, id, expected, async (tx, declaration, campaign) => {
      if (declaration.status !== 'to_confirm') throw declarationErrors.nothingToConfirm();
      const changes =
        decision === 'confirmed'
          ? {
              status: 'accepted' as const,
              ...accepted(
                declaration,
                declaration.referenceYear,
                declaration.channel,
                this.clock.today(),
              ),
            }
          : await this.versionBefore(declaration);
      return this.store(tx, actor, campaign, declaration, changes);
    });
  }

  correct(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: CorrectDeclaration,
  ): Promise<DeclarationView> {
    return this.change(actor, id, expected, async (tx, declaration, campaign) => {
      const today = this.clock.today();
      const given = command.rent !== undefined || command.rentCents !== undefined;
      const rent = given ? rentIn(command) : declaration.rentCents;
      const line = completed(command, rent, declaration);
      refuseIf(lineFaults(line, { campaign, today }));
      const reach = reachOf(actor);
      const entry = await this.expected(campaign, line, reach);
      if (repeats(declaration, line)) return declaration;
      return this.save(tx, actor, campaign, declaration, line, entry, channelOf(reach));
    });
  }

  private change(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    work: (tx: Tx, declaration: Declaration, campaign: CampaignWithRoster) => Promise<Declaration>,
  ): Promise<DeclarationView> {
    const reach = reachOf(actor);
    return this.transactions.run(async (tx) => {
      const declaration = reachable(reach, await this.declarations.byIdForChange(tx, id));
      assertExpected(expected, declaration.version);
      const campaign = await this.campaignOf(declaration);
      if (!correctingOpen(campaign, this.clock.today())) {
        throw declarationErrors.correctionOver({ correctionEndsOn: campaign.correctionEndsOn });
      }
      return this.view(await work(tx, declaration, campaign), campaign);
    });
  }

  /** The roster's line of the tenant; what is not expected is refused, to a landlord without saying why. */
  private async expected(
    campaign: CampaignWithRoster,
    line: RentLine,
    reach: Reach,
  ): Promise<RosterEntry> {
    const { rosterId } = campaign;
    const entry = await this.roster.entry(rosterId, line.fileNumber, line.dwellingRef);
    if (entry === null || entry.landlordSiret !== line.landlordSiret) {
      const known = await this.roster.acquaintance(rosterId, line.fileNumber, line.landlordSiret);
      if (known.knowsTenantThere)
        throw refusal([{ field: 'dwellingRef', code: 'unknown-dwelling' }]);
      if (!known.knowsLandlord)
        throw refusal([{ field: 'landlordSiret', code: 'unknown-landlord' }]);
      const code =
        reach !== null
          ? 'not-your-tenant'
          : known.knowsTenant
            ? 'other-landlords-tenant'
            : 'unknown-tenant';
      throw refusal([{ field: 'fileNumber', code }]);
    }
    refuseIf(tenancyFaults(line, entry));
    return entry;
  }

  private async save(
    tx: Tx,
    actor: Actor,
    campaign: CampaignWithRoster,
    before: Declaration | null,
    line: RentLine,
    entry: RosterEntry,
    channel: Channel,
  ): Promise<Declaration> {
    const compared = { ...line, nameKey: nameKey(line.lastName) };
    const anomalies = anomaliesOf(compared, entry, ALONE, this.settings);
    const today = this.clock.today();
    const waits = anomalies.length > 0;
    const standing = waits
      ? (before ?? { firstDeclaredOn: null, firstChannel: null, rectified: false })
      : accepted(before, line.referenceYear, channel, today);
    const content = {
      ...contentOf(line),
      status: waits ? ('to_confirm' as const) : ('accepted' as const),
      channel,
      anomalies,
      declaredOn: today,
      firstDeclaredOn: standing.firstDeclaredOn,
      firstChannel: standing.firstChannel,
      rectified: standing.rectified,
    };
    if (before !== null) return this.store(tx, actor, campaign, before, content);
    const { referenceYear, fileNumber, dwellingRef } = line;
    const declaration = Object.assign(new Declaration(), content, {
      id: newId(),
      version: 1,
      referenceYear,
      fileNumber,
      dwellingRef,
      ...this.recording(actor),
    });
    await this.declarations.insert(tx, declaration);
    await this.consequences.ofDeclaration(tx, declaration, campaign);
    return declaration;
  }

  private async store(
    tx: Tx,
    actor: Actor,
    campaign: CampaignWithRoster,
    declaration: Declaration,
    changes: Partial<Declaration>,
  ): Promise<Declaration> {
    const stored = { ...changes, version: declaration.version + 1, ...this.recording(actor) };
    await this.declarations.update(tx, declaration.id, stored);
    Object.assign(declaration, stored);
    await this.consequences.ofDeclaration(tx, declaration, campaign);
    return declaration;
  }

  private recording(actor: Actor) {
    return {
      importId: null,
      importLine: null,
      declaredBy: actor.subject,
      recordedAt: this.clock.now(),
    };
  }

  /** What was in force before a version that is withdrawn; nothing, when nothing was. */
  private async versionBefore(declaration: Declaration): Promise<Partial<Declaration>> {
    const versions = await this.declarations.historyOf(declaration.id);
    const inForce = versions.findLast(({ status }) => status === 'accepted');
    if (inForce === undefined) return { status: 'rejected' };
    const { channel, anomalies, declaredOn } = inForce;
    return { ...contentOf(inForce), status: 'accepted', channel, anomalies, declaredOn };
  }

  private async view(
    declaration: Declaration,
    campaign: CampaignWithRoster,
  ): Promise<DeclarationView> {
    const today = this.clock.today();
    const { fileNumber, dwellingRef } = declaration;
    const line = await this.declarations.line(campaign, today, fileNumber, dwellingRef);
    return line === null
      ? orphanView(declaration, campaign, today)
      : lineView(line, campaign.referenceYear);
  }

  private campaignOf({ referenceYear }: Declaration): Promise<CampaignWithRoster> {
    return this.campaigns.withRoster(String(referenceYear));
  }
}

/** A landlord declares online; what the Caf records itself came on paper. */
function channelOf(reach: Reach): Channel {
  return reach === null ? 'paper' : 'online';
}

function reachable(reach: Reach, declaration: Declaration | null): Declaration {
  if (declaration === null || !withinReach(reach, declaration.landlordSiret)) {
    throw requestErrors.unknownId();
  }
  return declaration;
}

function rentIn({ rentCents, rent }: GivenLine): number {
  const settled = rentOf(rentCents ?? null, rent === undefined ? null : centsOf(rent));
  if (typeof settled === 'number') return settled;
  throw refusal([settled]);
}

function refuseIf(faults: readonly LineFault[]): void {
  if (faults.length > 0) throw refusal(faults);
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
