import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { admissibilityDecidedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';
import { currentContext } from '@passerelle/observability';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import { type ReferralView, viewFor } from '../referrals/referral.view.js';
import { priorClaimSilence } from '../time-limits/silence.js';
import { adviseAdmissibility } from './admissibility-advice.js';
import type { AdviceQuery, DecideAdmissibility } from './admissibility.dto.js';
import type { AdvicesView } from './advice.view.js';
import { decisionMove } from './decision-move.js';

@Injectable()
export class AdmissibilityService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  decide(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: DecideAdmissibility,
  ): Promise<ReferralView> {
    return this.access.change(actor, id, 'decide', expected, async (open) => {
      const { referral, today } = open;
      const decision = {
        decision: command.decision,
        ground: command.ground ?? null,
        redirectedTo: command.redirectedTo ?? null,
        notifiedOn: command.notifiedOn,
        transmittedOn: command.transmittedOn ?? null,
        personInformedOn: command.personInformedOn ?? null,
        courtSeizedOn: command.courtSeizedOn ?? null,
      };
      const { changes, step } = decisionMove(referral, decision, today, this.settings);
      const assignedTo = referral.assignedTo ?? actor.subject;
      const saved = await this.access.store(open, { ...changes, assignedTo }, step);
      const { notifiedOn, ground } = decision;
      this.outbox.publish(
        open.tx,
        admissibilityDecidedV1,
        { referralId: id, decision: command.decision, ground, notifiedOn },
        saved.version,
      );
      return viewFor(open.actor, saved);
    });
  }

  advise(actor: Actor, id: string, query: AdviceQuery): Promise<AdvicesView> {
    const language = currentContext()?.language ?? 'fr';
    return this.access.read(
      actor,
      id,
      'advice',
      (referral, today) => {
        const silence = priorClaimSilence(referral);
        const advised = {
          ...referral,
          priorClaimAnswered: truthOf(query.priorClaimAnswered),
          withinNormalDelay: truthOf(query.withinNormalDelay),
          silenceRejectsOn: silence?.rejectsOn ?? null,
        };
        return {
          items: adviseAdmissibility(advised, today, this.settings).map(
            ({ because, ...advice }) => ({ ...advice, because: because[language] }),
          ),
          silenceRejectsOn: advised.silenceRejectsOn,
          remarks: silence?.toBeConfirmed.map((remark) => remark[language]) ?? [],
        };
      },
      'read_notes',
    );
  }
}

function truthOf(text: 'true' | 'false' | undefined): boolean | null {
  return text === undefined ? null : text === 'true';
}
