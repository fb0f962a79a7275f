import { Body, Controller, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type HttpReply, Problems } from '@passerelle/http';

import { scaleErrors } from '../scales/scales.errors.js';
import { Revalue } from './revaluations.dto.js';
import { RevaluationView } from './revaluation.view.js';
import { revaluationErrors } from './revaluations.errors.js';
import { RevaluationsService } from './revaluations.service.js';

@ApiTags('revaluations')
@Controller('v1/revaluations')
export class RevaluationsController {
  constructor(private readonly revaluations: RevaluationsService) {}

  @Post()
  @Access({ roles: ['scale_editor', 'scale_publisher'] })
  @ApiOperation({
    summary:
      'What a revaluation makes of every parameter; without `dryRun`, as a draft. Nothing is published',
  })
  @ApiCreatedResponse({ type: RevaluationView, description: 'Drafted: `Location` is the draft' })
  @ApiOkResponse({ type: RevaluationView, description: 'A dry run' })
  @Problems(
    revaluationErrors.rateForm,
    revaluationErrors.unknownIndex,
    revaluationErrors.nothingToRevalue,
    scaleErrors.figuresUnavailable,
  )
  async run(
    @Caller() actor: Actor,
    @Body() body: Revalue,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<RevaluationView> {
    const view = await this.revaluations.run(actor, body);
    const [draft] = view.drafts;
    if (draft) void reply.header('location', draft.href);
    else void reply.status(200);
    return view;
  }
}
