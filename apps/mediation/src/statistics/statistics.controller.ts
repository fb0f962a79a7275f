import {
  Body,
  Controller,
  Get,
  Headers,
  Injectable,
  NotAcceptableException,
  Param,
  type PipeTransform,
  Put,
  Query,
  Res,
} from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
import type { Role } from '@passerelle/contracts';
import {
  type HttpReply,
  LimitedAs,
  PROBLEM_MEDIA_TYPE,
  Problems,
  problemSchema,
  requestErrors,
} from '@passerelle/http';
import { currentContext } from '@passerelle/observability';

import { acceptedMediaType } from '../printing/accepted-media-type.js';
import {
  MEDIA_TYPES,
  PRINTED_CONTENT,
  PRINT_FORMATS,
  type PrintFormat,
} from '../printing/printed.js';
import { RecordNationalFigures, ReportQuery } from './statistics.dto.js';
import { statisticsErrors } from './statistics.errors.js';
import { StatisticsService } from './statistics.service.js';
import { NationalFiguresView, StatisticsView } from './statistics.view.js';

const FIRST_YEAR = 2000;
const LAST_YEAR = 2100;

const READERS: readonly Role[] = ['mediator', 'auditor', 'admin', 'indicator_publisher'];

/** A year in a path. A text that is not a year of the range gets the 404 of an unknown id. */
@Injectable()
class YearPipe implements PipeTransform<string, number> {
  transform(value: string): number {
    const year = /^\d{4}$/.test(value) ? Number(value) : 0;
    if (year < FIRST_YEAR || year > LAST_YEAR) throw requestErrors.unknownId();
    return year;
  }
}

const REPORT_MEDIA_TYPES = [MEDIA_TYPES.html, MEDIA_TYPES.pdf] as const;

const YearParam = (): ParameterDecorator => Param('year', YearPipe);

@ApiTags('statistics')
@ApiParam({ name: 'year', schema: { type: 'integer', minimum: FIRST_YEAR, maximum: LAST_YEAR } })
@Controller('v1/statistics/:year')
export class StatisticsController {
  constructor(private readonly statistics: StatisticsService) {}

  @Get()
  @Access({ roles: READERS })
  @ApiOperation({
    summary:
      'The figures of the cases received in a year; all readers but the mediators see no small cell, and the same figures all day',
  })
  @ApiOkResponse({ type: StatisticsView })
  @Problems(statisticsErrors.yearNotBegun)
  get(@Caller() actor: Actor, @YearParam() year: number): Promise<StatisticsView> {
    return this.statistics.statistics(actor, year);
  }

  @Put('national')
  @Access({ roles: ['mediator'] })
  @ApiOperation({ summary: 'Records the national figures of a year, for comparison' })
  @ApiOkResponse({ type: NationalFiguresView })
  @Problems(statisticsErrors.yearNotBegun)
  recordNational(
    @Caller() actor: Actor,
    @YearParam() year: number,
    @Body() figures: RecordNationalFigures,
  ): Promise<NationalFiguresView> {
    return this.statistics.recordNational(actor, year, figures);
  }

  @Get('report')
  @LimitedAs('export')
  @Access({ roles: READERS, acr: TWO_FACTORS })
  @ApiOperation({
    summary:
      'The annual report with a comparison with the year before, as a page or as a PDF (`format`, else `Accept`), in the language of the request',
  })
  @ApiOkResponse({ description: 'The report', content: PRINTED_CONTENT })
  @Problems(statisticsErrors.yearNotBegun)
  @ApiResponse({
    status: 406,
    description: `\`request/not-acceptable\`: only ${REPORT_MEDIA_TYPES.join(' and ')} are available`,
    content: { [PROBLEM_MEDIA_TYPE]: { schema: problemSchema(['request/not-acceptable']) } },
  })
  async report(
    @Caller() actor: Actor,
    @YearParam() year: number,
    @Query() { audience, format }: ReportQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<string | Buffer> {
    const language = currentContext()?.language ?? 'fr';
    const { headers, body } = await this.statistics.report(actor, year, {
      audience,
      language,
      format: format ?? acceptedFormat(accept),
    });
    void reply.headers(headers);
    return body;
  }
}

function acceptedFormat(accept: string | undefined): PrintFormat {
  const mediaType = acceptedMediaType(accept, REPORT_MEDIA_TYPES);
  const format = PRINT_FORMATS.find((each) => MEDIA_TYPES[each] === mediaType);
  if (format === undefined) throw new NotAcceptableException();
  return format;
}
