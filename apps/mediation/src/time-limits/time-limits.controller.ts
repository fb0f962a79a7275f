import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';
import { currentContext } from '@passerelle/observability';

import { TimeLimitsView } from './time-limit.view.js';
import { TimeLimitsQuery } from './time-limits.dto.js';
import { TimeLimitsService } from './time-limits.service.js';

@ApiTags('time-limits')
@Access({ roles: ROLES })
@Controller('v1/time-limits')
export class TimeLimitsController {
  constructor(private readonly timeLimits: TimeLimitsService) {}

  @Get()
  @ApiOperation({
    summary:
      'The first remedy of each benefit and against penalties, with its article and whether its values are verified',
  })
  @ApiOkResponse({ type: TimeLimitsView })
  list(@Query() query: TimeLimitsQuery): TimeLimitsView {
    return { items: this.timeLimits.list(query, currentContext()?.language ?? 'fr') };
  }
}
