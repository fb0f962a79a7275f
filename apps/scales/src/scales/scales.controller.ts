import { applyDecorators, Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { type HttpReply, matches, Problems } from '@passerelle/http';
import { currentContext } from '@passerelle/observability';

import { ComparisonQuery } from './comparison.dto.js';
import { ScaleComparison } from './comparison.view.js';
import { prefersCsv, prefersPdf } from './csv.js';
import { HistoryQuery } from './history.dto.js';
import { ScaleHistory } from './history.view.js';
import { CACHE, type ContentForm, type PreparedContent } from './prepared-content.view.js';
import { READABLE_CODES } from './scale.js';
import { ReadQuery, SheetQuery } from './scales.dto.js';
import { ScaleParameter, ScaleSummary, ScaleTable, ScaleView } from './scale.view.js';
import { scaleErrors } from './scales.errors.js';
import { ScalesService } from './scales.service.js';

interface Wanted {
  readonly accept?: string;
  readonly 'if-none-match'?: string;
}

type ViewClass = abstract new (...args: never[]) => object;

/** A read in two forms, with a strong entity tag. */
function Content(schema: object, view: ViewClass): MethodDecorator {
  return applyDecorators(
    ApiExtraModels(view),
    ApiProduces('application/json', 'text/csv'),
    ApiHeader({
      name: 'If-None-Match',
      required: false,
      description: 'Entity tag of an earlier answer',
    }),
    ApiResponse({
      status: 200,
      description:
        'As JSON; as CSV (RFC 4180) for `Accept: text/csv` or `format=csv`; as the CSV of a French Excel for `format=csv-fr`. With a strong `ETag`.',
      content: { 'application/json': { schema }, 'text/csv': { schema: { type: 'string' } } },
    }),
    ApiResponse({ status: 304, description: 'The entity tag still holds' }),
    Problems(scaleErrors.figuresUnavailable),
  );
}

const ref = (view: ViewClass): object => ({ $ref: getSchemaPath(view) });
const Code = (): MethodDecorator =>
  ApiParam({ name: 'code', enum: READABLE_CODES as string[], example: 'rsa' });

@ApiTags('scales')
@Public()
@Controller('v1/scales')
export class ScalesController {
  constructor(private readonly scales: ScalesService) {}

  @Get()
  @ApiOperation({
    summary: 'The 17 scales in the order of the partners’ page, with their state on a day',
  })
  @Content(
    {
      type: 'object',
      required: ['items', 'next'],
      properties: {
        items: { type: 'array', items: ref(ScaleSummary) },
        next: {
          type: 'string',
          nullable: true,
          description: 'Always null: one page holds them all',
        },
      },
    },
    ScaleSummary,
  )
  async list(
    @Query() query: ReadQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    send(reply, wanted, query.format, await this.scales.list(query));
  }

  @Get(':code')
  @ApiOperation({ summary: 'A scale: in force on a day, as known on another' })
  @Code()
  @Content(ref(ScaleView), ScaleView)
  @Problems(scaleErrors.unknownScale, scaleErrors.dateOutside, scaleErrors.nothingKnown)
  async scale(
    @Param('code') code: string,
    @Query() query: ReadQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    send(reply, wanted, query.format, await this.scales.scale(code, query));
  }

  @Get(':code/history')
  @ApiOperation({ summary: 'Every value of a scale, each with its dates and its text' })
  @Code()
  @Content(ref(ScaleHistory), ScaleHistory)
  @Problems(scaleErrors.unknownScale, scaleErrors.unknownKey, scaleErrors.nothingKnown)
  async history(
    @Param('code') code: string,
    @Query() { key, superseded, format, ...knowledge }: HistoryQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const content = await this.scales.history(code, knowledge, key, superseded === 'true');
    send(reply, wanted, format, content);
  }

  @Get(':code/comparison')
  @ApiOperation({ summary: 'Two days compared: each change, and why a value moved or did not' })
  @Code()
  @Content(ref(ScaleComparison), ScaleComparison)
  @Problems(scaleErrors.unknownScale, scaleErrors.dateOutside, scaleErrors.nothingKnown)
  async comparison(
    @Param('code') code: string,
    @Query() { from, to, format, ...knowledge }: ComparisonQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    send(reply, wanted, format, await this.scales.comparison(code, from, to, knowledge));
  }

  @Get(':code/parameters/:key')
  @ApiOperation({ summary: 'One value' })
  @Code()
  @ApiParam({ name: 'key', example: 'base_amount' })
  @Content(ref(ScaleParameter), ScaleParameter)
  @Problems(
    scaleErrors.unknownScale,
    scaleErrors.unknownKey,
    scaleErrors.dateOutside,
    scaleErrors.nothingKnown,
  )
  async parameter(
    @Param('code') code: string,
    @Param('key') key: string,
    @Query() query: ReadQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    send(reply, wanted, query.format, await this.scales.one(code, 'parameter', key, query));
  }

  @Get(':code/tables/:key')
  @ApiOperation({ summary: 'One table' })
  @Code()
  @ApiParam({ name: 'key', example: 'family_flat_amounts' })
  @Content(ref(ScaleTable), ScaleTable)
  @Problems(
    scaleErrors.unknownScale,
    scaleErrors.unknownKey,
    scaleErrors.dateOutside,
    scaleErrors.nothingKnown,
  )
  async table(
    @Param('code') code: string,
    @Param('key') key: string,
    @Query() query: ReadQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    send(reply, wanted, query.format, await this.scales.one(code, 'table', key, query));
  }

  @Get(':code/sheet')
  @ApiOperation({ summary: 'A sheet to read or print, as a page or as PDF, in French or English' })
  @Code()
  @ApiProduces('text/html', 'application/pdf')
  @ApiResponse({
    status: 200,
    description: 'HTML, or PDF for `Accept: application/pdf` or `format=pdf`',
    content: {
      'text/html': { schema: { type: 'string' } },
      'application/pdf': { schema: { type: 'string', format: 'binary' } },
    },
  })
  @Problems(
    scaleErrors.unknownScale,
    scaleErrors.dateOutside,
    scaleErrors.nothingKnown,
    scaleErrors.figuresUnavailable,
  )
  async sheet(
    @Param('code') code: string,
    @Query() query: SheetQuery,
    @Headers() wanted: Wanted,
    @Res() reply: HttpReply,
  ): Promise<void> {
    const language = currentContext()?.language ?? 'fr';
    void reply.headers({
      'cache-control': CACHE,
      vary: 'Accept, Accept-Language',
      'content-language': language,
    });
    const asPdf = query.format === undefined ? prefersPdf(wanted.accept) : query.format === 'pdf';
    if (asPdf) {
      const bytes = await this.scales.pdf(code, query, language);
      void reply.header('content-disposition', `inline; filename="bareme-${code}.pdf"`);
      void reply.type('application/pdf').send(bytes);
      return;
    }
    const { page, policy } = await this.scales.html(code, query, language);
    void reply.header('content-security-policy', policy);
    void reply.type('text/html; charset=utf-8').send(page);
  }
}

function send(
  reply: HttpReply,
  wanted: Wanted,
  format: ContentForm | undefined,
  content: PreparedContent,
): void {
  const form = format ?? (prefersCsv(wanted.accept) ? 'csv' : 'json');
  const { bytes, etag } = content.in(form);
  void reply.headers({ etag, 'cache-control': CACHE, vary: 'Accept' });
  if (matches(wanted['if-none-match'], etag)) {
    void reply.status(304).send();
    return;
  }
  void reply
    .header(
      'content-type',
      form === 'json'
        ? 'application/json; charset=utf-8'
        : 'text/csv; charset=utf-8; header=present',
    )
    .send(bytes);
}
