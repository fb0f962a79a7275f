import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam } from '@passerelle/http';

import { TimelineService } from './timeline.service.js';
import { TimelineView } from './timeline.view.js';

@ApiTags('timeline')
@Controller('v1/referrals/:id/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get()
  @Access({ roles: ['mediator', 'beneficiary', 'guardian', 'partner_agent'] })
  @ApiOperation({ summary: 'The steps of a case in the order of their recording' })
  @ApiOkResponse({ type: TimelineView })
  get(@Caller() actor: Actor, @IdParam() id: string): Promise<TimelineView> {
    return this.timeline.ofReferral(actor, id);
  }
}
