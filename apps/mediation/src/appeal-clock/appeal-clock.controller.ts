import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';
import { currentContext } from '@passerelle/observability';

import { APPEAL_CLOCK_STATUSES } from './appeal-clock.js';
import { AppealClockService } from './appeal-clock.service.js';

const dayOrNull = { type: String, format: 'date', nullable: true } as const;

class AppealClockView {
  @Shown({ ...dayOrNull, description: 'Last day of the remedy as it stood before the mediation' })
  deadline!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'The notification of admissibility' })
  suspendedFrom!: LocalDate | null;

  @Shown({ ...dayOrNull, description: 'When both parties had the result' })
  resumedOn!: LocalDate | null;

  @Shown({ type: 'integer' })
  daysSuspended!: number;

  @Shown(dayOrNull)
  newDeadline!: LocalDate | null;

  @Shown({
    type: 'integer',
    nullable: true,
    description: 'While suspended: what will be left on resumption',
  })
  daysLeft!: number | null;

  @Shown({
    enum: APPEAL_CLOCK_STATUSES,
    description: '`unsafe`: not notified yet, the days still run',
  })
  status!: string;

  @Shown({ type: String, nullable: true, description: 'What the legal service has to confirm' })
  toBeConfirmed!: string | null;
}

@ApiTags('appeal-clock')
@Controller('v1/referrals/:id/appeal-clock')
export class AppealClockController {
  constructor(private readonly clocks: AppealClockService) {}

  @Get()
  @Access({ roles: ['mediator', 'beneficiary', 'guardian'] })
  @ApiOperation({
    summary: 'The time limit of the remedy, suspended by the mediation (L217-7-1 II CSS)',
  })
  @ApiOkResponse({ type: AppealClockView })
  async get(@Caller() actor: Actor, @IdParam() id: string): Promise<AppealClockView> {
    const clock = await this.clocks.of(actor, id);
    const language = currentContext()?.language ?? 'fr';
    return { ...clock, toBeConfirmed: clock.toBeConfirmed?.[language] ?? null };
  }
}
