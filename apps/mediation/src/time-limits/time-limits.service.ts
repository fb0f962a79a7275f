import { Inject, Injectable } from '@nestjs/common';

import { Clock, type Language, type LocalDate, WorkingCalendar } from '@passerelle/kernel';
import { SETTINGS } from '@passerelle/service-kit';

import type { ReferralState } from '../cases/referral.js';
import { LastDay, lastDayRule, type LastDaySettings } from './last-day.js';
import { remarkOnRolling, remarksOn } from './remarks.js';
import { type Claim, silenceOf } from './silence.js';
import type { TimeLimitView } from './time-limit.view.js';
import type { TimeLimitsQuery } from './time-limits.dto.js';
import {
  CONTESTED,
  contestedBy,
  plainDeadline,
  type TimeLimit,
  timeLimitFor,
} from './time-limits.js';

/** The time limits under the settings and the calendar of this Caf. */
@Injectable()
export class TimeLimitsService {
  constructor(
    private readonly clock: Clock,
    private readonly calendar: WorkingCalendar,
    @Inject(SETTINGS) private readonly settings: LastDaySettings,
  ) {}

  /** How the last day of the remedy of a referral is counted. */
  lastDayFor(referral: Pick<ReferralState, 'benefit' | 'reason'>): LastDay {
    return new LastDay(lastDayRule(contestedBy(referral), this.settings), this.calendar);
  }

  list(query: TimeLimitsQuery, language: Language): TimeLimitView[] {
    const { benefit, reason, on = this.clock.today() } = query;
    const asked = reason ?? benefit;
    return (asked === undefined ? CONTESTED : [asked]).flatMap((contested) => {
      const limit = timeLimitFor(contested, on);
      return limit === null ? [] : [this.answer(limit, on, claimOf(query), language)];
    });
  }

  private answer(
    limit: TimeLimit,
    on: LocalDate,
    claim: Claim | null,
    language: Language,
  ): TimeLimitView {
    const { contested, ...values } = limit;
    const lastDay = new LastDay(lastDayRule(contested, this.settings), this.calendar);
    const counted = lastDay.counted(plainDeadline(limit, on));
    const deadline = lastDay.rolled(counted);
    const silence = claim === null ? null : silenceOf(limit, claim);
    const remarks = [
      ...remarksOn(limit, lastDay.rule),
      ...remarkOnRolling(counted, deadline),
      ...(silence?.toBeConfirmed ?? []),
    ];
    return {
      benefit: contested === 'penalty' ? null : contested,
      reason: contested === 'penalty' ? contested : null,
      ...values,
      silenceArticle: values.silenceArticle?.[language] ?? null,
      source: values.source[language],
      deadline,
      unrolledDeadline: counted === deadline ? null : counted,
      silenceRejectsOn: silence?.rejectsOn ?? null,
      remarks: remarks.map((remark) => remark[language]),
    };
  }
}

function claimOf({ claimReceivedOn, claimCompletedOn }: TimeLimitsQuery): Claim | null {
  if (claimReceivedOn === undefined) return null;
  return {
    receivedOn: claimReceivedOn,
    documentsReceivedOn: claimCompletedOn === undefined ? [] : [claimCompletedOn],
  };
}
