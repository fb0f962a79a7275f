import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { TIMELINE_KINDS } from './timeline.js';
import { TimelineService } from './timeline.service.js';

class TimelineEntryView {
  @Shown({ enum: Object.keys(TIMELINE_KINDS) })
  kind!: string;

  @Shown({ type: String, format: 'date', description: 'When it took place' })
  occurredOn!: LocalDate;

  @Shown({
    type: String,
    nullable: true,
    required: false,
    description: 'Mediators: ground, addressee, resolution…',
  })
  detail?: string | null;

  @Shown({ required: false, format: 'uuid', description: 'Mediators: who recorded it' })
  recordedBy?: string;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: string;
}

class TimelineView {
  @Shown({ type: [TimelineEntryView] })
  items!: TimelineEntryView[];
}

@ApiTags('timeline')
@Controller('v1/referrals/:id/timeline')
export class TimelineController {
  constructor(private readonly timeline: TimelineService) {}

  @Get()
  @Access({ roles: ['mediator', 'beneficiary', 'guardian', 'partner_agent'] })
  @ApiOperation({ summary: 'The steps of a case in the order of their recording' })
  @ApiOkResponse({ type: TimelineView })
  async get(@Caller() actor: Actor, @IdParam() id: string): Promise<TimelineView> {
    const steps = await this.timeline.of(actor, id);
    return {
      items: steps.map((step) => ({ ...step, recordedAt: step.recordedAt.toISOString() })),
    };
  }
}
