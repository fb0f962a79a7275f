import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { referralCorrectedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';
import { Outbox } from '@passerelle/messaging';

import { assertNoOwnConflict } from '../cases/conflict-of-interest.js';
import { InformationRequestsDirectory } from '../information-requests/information-requests.directory.js';
import { RecommendationsDirectory } from '../recommendations/recommendations.directory.js';
import { correctedEventOf } from '../referrals/corrected-event.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { Referral } from '../referrals/referral.entity.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import { type CaseHistory, checkCorrectedCase } from './corrected-case.js';
import { corrected, type Correction } from './correction.js';
import type { CorrectedMembers, CorrectReferral } from './corrections.dto.js';
import { correctionErrors } from './corrections.errors.js';

/** Corrections of clerical errors. Other services learn of the facts as corrected. */
@Injectable()
export class CorrectionsService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly requests: InformationRequestsDirectory,
    private readonly recommendations: RecommendationsDirectory,
    private readonly outbox: Outbox,
  ) {}

  correct(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    { changes: members, reason }: CorrectReferral,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'correct', expected, async (open) => {
      const { referral, tx, today } = open;
      assertNoOwnConflict(referral, actor.subject);
      const { changes, replaced } = corrected(referral, correctionOf(members, referral));
      const names = replaced.map(({ member }) => member);
      if (names.includes('fileNumber')) await this.assertNotLinked(referral);
      const facts = { ...referral, ...changes };
      checkCorrectedCase(facts, await this.historyOf(referral), names, today);
      const step = { kind: 'corrected', occurredOn: today, detail: reason, replaced } as const;
      const saved = await this.access.apply(open, { changes, step });
      this.outbox.publish(tx, referralCorrectedV1, correctedEventOf(saved), saved.version);
      return viewFor(open.actor, saved);
    });
  }

  /** A case has questions and recommendations only after its opening. */
  private async historyOf({ id, openedOn, linkedTo, linkedFrom }: Referral): Promise<CaseHistory> {
    const laterReceivedOn: LocalDate[] = [];
    for (const later of linkedFrom) laterReceivedOn.push(await this.receiptOf(later));
    return {
      requests: openedOn === null ? [] : await this.requests.ofReferral(id),
      recommendations: openedOn === null ? [] : await this.recommendations.ofReferral(id),
      earlierReceivedOn: linkedTo === null ? null : await this.receiptOf(linkedTo),
      laterReceivedOn,
    };
  }

  private async receiptOf(id: string): Promise<LocalDate> {
    return (await this.access.byId(id)).receivedOn;
  }

  /** Joined and linked cases are of the same file. */
  private async assertNotLinked(referral: Referral): Promise<void> {
    const { id, joinedTo, linkedTo, linkedFrom } = referral;
    const known = joinedTo !== null || linkedTo !== null || linkedFrom.length > 0;
    if (known || (await this.access.hasDuplicates(id))) throw correctionErrors.fileOfLinkedCases();
  }
}

/** The prior claim is given as a whole; the day on which the person was told belongs to the end of the case. */
function correctionOf(members: CorrectedMembers, { status }: Referral): Correction {
  const { priorClaim, personInformedOn, ...others } = members;
  const isTransferred = status === 'transferred';
  return {
    ...others,
    ...(priorClaim !== undefined && {
      priorClaimMadeOn: priorClaim?.madeOn ?? null,
      priorClaimReference: priorClaim?.reference ?? null,
      priorClaimCompletedOn: priorClaim?.completedOn ?? null,
    }),
    ...(personInformedOn !== undefined && {
      [isTransferred ? 'transferInformedOn' : 'personInformedOn']: personInformedOn,
    }),
  };
}
