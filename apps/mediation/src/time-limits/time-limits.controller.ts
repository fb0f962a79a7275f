import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';
import { Clock } from '@passerelle/kernel';

import { BENEFITS } from '../cases/referral.js';
import { TimeLimitsView } from './time-limit.view.js';
import { TimeLimitsQuery } from './time-limits.dto.js';
import { defaultDeadline, timeLimitFor } from './time-limits.js';

@ApiTags('time-limits')
@Access({ roles: ROLES })
@Controller('v1/time-limits')
export class TimeLimitsController {
  constructor(private readonly clock: Clock) {}

  @Get()
  @ApiOperation({
    summary:
      'The first remedy of each benefit, with its article and whether its values are verified',
  })
  @ApiOkResponse({ type: TimeLimitsView })
  list(@Query() { benefit, on = this.clock.today() }: TimeLimitsQuery): TimeLimitsView {
    const benefits = benefit === undefined ? BENEFITS : [benefit];
    return {
      items: benefits.flatMap((each) => {
        const limit = timeLimitFor(each, on);
        return limit === null ? [] : [{ ...limit, deadline: defaultDeadline(each, on) }];
      }),
    };
  }
}
