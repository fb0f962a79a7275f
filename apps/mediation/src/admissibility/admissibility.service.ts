import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { admissibilityDecidedV1 } from '@passerelle/contracts';
import type { ExpectedVersions } from '@passerelle/http';
import { Outbox } from '@passerelle/messaging';
import { currentContext } from '@passerelle/observability';
import { SETTINGS } from '@passerelle/service-kit';

import { resolutionOfStatus } from '../closure/closure.js';
import type { MediationSettings } from '../mediation.settings.js';
import { nextStatus } from '../referrals/lifecycle.js';
import type { Decision } from '../referrals/referral.js';
import type { ReferralView } from '../referrals/referral.view.js';
import { ReferralDesk } from '../referrals/referral-desk.service.js';
import { ReferralsService } from '../referrals/referrals.service.js';
import type { TimelineKind } from '../timeline/timeline.js';
import { checkDecision } from './admissibility.js';
import { adviseAdmissibility } from './admissibility-advice.js';
import type { AdviceQuery, AdvicesView, DecideAdmissibility } from './admissibility.dto.js';

const STEP_OF: Readonly<Record<Decision, TimelineKind>> = {
  admissible: 'declared_admissible',
  inadmissible: 'declared_inadmissible',
  redirected: 'redirected',
  more_information: 'more_information_requested',
};

@Injectable()
export class AdmissibilityService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly views: ReferralsService,
    private readonly outbox: Outbox,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  decide(
    actor: Actor,
    id: string,
    expected: ExpectedVersions,
    command: DecideAdmissibility,
  ): Promise<ReferralView> {
    return this.desk.change(actor, id, 'decide', expected, async (open) => {
      const { referral, today } = open;
      const status = nextStatus(referral.status, { command: 'decide', decision: command.decision });
      const decision = {
        decision: command.decision,
        ground: command.ground ?? null,
        redirectedTo: command.redirectedTo ?? null,
        notifiedOn: command.notifiedOn,
        transmittedOn: command.transmittedOn ?? null,
        personInformedOn: command.personInformedOn ?? null,
      };
      const facts = checkDecision(decision, referral, today, this.settings);
      const ended = status === 'inadmissible' || status === 'redirected';
      const saved = await this.desk.save(
        open,
        {
          ...facts,
          status,
          assignedTo: referral.assignedTo ?? actor.subject,
          ...(ended
            ? { closedOn: command.notifiedOn, resolution: resolutionOfStatus(status) }
            : {}),
          ...(status === 'redirected' ? { outcome: 'other' as const } : {}),
        },
        { kind: STEP_OF[command.decision], occurredOn: command.notifiedOn, detail: facts.ground },
      );
      const { notifiedOn, ground } = decision;
      await this.outbox.publish(
        open.tx,
        admissibilityDecidedV1,
        { referralId: id, decision: command.decision, ground, notifiedOn },
        saved.version,
      );
      return this.views.shownTo(actor, saved);
    });
  }

  advise(actor: Actor, id: string, query: AdviceQuery): Promise<AdvicesView> {
    const language = currentContext()?.language ?? 'fr';
    return this.desk.read(
      actor,
      id,
      'advice',
      (referral) => ({
        items: adviseAdmissibility(
          {
            ...referral,
            priorClaimAnswered: truthOf(query.priorClaimAnswered),
            withinNormalDelay: truthOf(query.withinNormalDelay),
          },
          this.settings,
        ).map(({ because, ...advice }) => ({ ...advice, because: because[language] })),
      }),
      'read_notes',
    );
  }
}

function truthOf(text: 'true' | 'false' | undefined): boolean | null {
  return text === undefined ? null : text === 'true';
}
