import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam } from '@passerelle/http';
import { currentContext } from '@passerelle/observability';

import { AppealClockService } from './appeal-clock.service.js';
import { AppealClockView } from './appeal-clock.view.js';

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
    return {
      ...clock,
      toBeConfirmed: clock.toBeConfirmed?.[language] ?? null,
      remarks: clock.remarks.map((remark) => remark[language]),
    };
  }
}
