import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';
import { Day, OneOf, Shown } from '@passerelle/http';
import { Clock, type LocalDate } from '@passerelle/kernel';

import { type Benefit, BENEFITS } from '../referrals/referral.js';
import { COURTS, defaultDeadline, REMEDIES, timeLimitFor } from './time-limits.js';

const TRUSTS = ['verified', 'unverified'] as const;
const trust = { enum: TRUSTS, description: '`unverified`: to be checked before use' } as const;

class TimeLimitsQuery {
  @OneOf(BENEFITS, { optional: true, description: 'All benefits by default' })
  benefit?: Benefit;

  @Day({
    optional: true,
    description: 'The notification of the contested decision; today by default',
  })
  on?: LocalDate;
}

class TimeLimitView {
  @Shown({ enum: BENEFITS })
  benefit!: string;

  @Shown({ enum: REMEDIES })
  remedy!: string;

  @Shown({ type: 'integer' })
  months!: number;

  @Shown(trust)
  monthsTrust!: string;

  @Shown({ type: String, nullable: true })
  article!: string | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'After which silence counts as rejection',
  })
  silenceMonths!: number | null;

  @Shown(trust)
  silenceTrust!: string;

  @Shown({ enum: COURTS })
  nextCourt!: string;

  @Shown({ type: 'integer', nullable: true })
  nextCourtMonths!: number | null;

  @Shown(trust)
  nextCourtTrust!: string;

  @Shown()
  source!: string;

  @Shown({ type: String, format: 'date', nullable: true })
  effectiveFrom!: LocalDate | null;

  @Shown({ type: String, format: 'date', nullable: true })
  effectiveTo!: LocalDate | null;

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Last day for a decision notified on `on`',
  })
  deadline!: LocalDate | null;
}

class TimeLimitsView {
  @Shown({ type: [TimeLimitView] })
  items!: TimeLimitView[];
}

@ApiTags('time-limits')
@Access({ roles: ROLES })
@Controller('v1/time-limits')
export class TimeLimitsController {
  constructor(private readonly clock: Clock) {}

  @Get()
  @ApiOperation({
    summary: 'The first remedy per benefit, with its article and how far it can be trusted',
  })
  @ApiOkResponse({ type: TimeLimitsView })
  list(@Query() { benefit, on = this.clock.today() }: TimeLimitsQuery): TimeLimitsView {
    const benefits = benefit === undefined ? BENEFITS : [benefit];
    return {
      items: benefits.flatMap((one) => {
        const limit = timeLimitFor(one, on);
        return limit === null ? [] : [{ ...limit, deadline: defaultDeadline(one, on) }];
      }),
    };
  }
}
