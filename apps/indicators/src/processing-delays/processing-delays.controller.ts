import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { type HttpReply, Problems, sendPrepared } from '@passerelle/http';
import { SETTINGS } from '@passerelle/service-kit';

import type { IndicatorsSettings } from '../indicators.settings.js';
import { NormalDelayQuery, ProcessingDelaysQuery } from './processing-delays.dto.js';
import { processingDelayErrors } from './processing-delays.errors.js';
import { ProcessingDelaysService } from './processing-delays.service.js';
import { NormalDelayView, ProcessingDelaysView } from './processing-delays.view.js';

@ApiTags('processing delays')
@Public()
@Controller('v1')
export class ProcessingDelaysController {
  private readonly cacheControl: string;

  constructor(
    private readonly delays: ProcessingDelaysService,
    @Inject(SETTINGS) settings: IndicatorsSettings,
  ) {
    this.cacheControl = `public, max-age=${String(settings.publicMaxAgeSeconds)}`;
  }

  @Get('processing-delays')
  @ApiOperation({
    summary: 'The public figures: the days of arrival of the items that are being processed',
  })
  @ApiOkResponse({ type: ProcessingDelaysView })
  @ApiResponse({
    status: 304,
    description: 'The figures have not changed since the `ETag` in `If-None-Match`',
  })
  @Problems(processingDelayErrors.nothingPublished)
  figures(
    @Query() { on }: ProcessingDelaysQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Buffer | undefined {
    void reply.header('cache-control', this.cacheControl);
    return sendPrepared(reply, known, this.delays.figuresOn(on));
  }

  @Get('normal-delay')
  @ApiOperation({ summary: 'Whether a wait is abnormal, and when it should end' })
  @ApiOkResponse({ type: NormalDelayView })
  @Problems(processingDelayErrors.nothingPublished, processingDelayErrors.receivedAfter)
  normalDelay(
    @Query() { category, receivedOn, on }: NormalDelayQuery,
    @Res({ passthrough: true }) reply: HttpReply,
  ): NormalDelayView {
    const delay = this.delays.normalDelay(category, receivedOn, on);
    void reply.header('cache-control', this.cacheControl);
    return delay;
  }
}
