import { Controller, Get, Query, Res } from '@nestjs/common';
import {
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type HttpReply, IdParam, LimitedAs } from '@passerelle/http';
import type { Language, Localized } from '@passerelle/kernel';
import { currentContext } from '@passerelle/observability';

import { PRINTED_CONTENT } from '../printing/printed.js';
import { PrintQuery } from '../printing/printing.dto.js';
import type { Acknowledgement } from './acknowledgement.js';
import type { Delivery } from './dispatch.js';
import { AcknowledgementService } from './acknowledgement.service.js';
import { AcknowledgementView } from './acknowledgement.view.js';

@ApiTags('acknowledgement')
@ApiExtraModels(AcknowledgementView)
@Controller('v1/referrals/:id/acknowledgement')
export class AcknowledgementController {
  constructor(private readonly acknowledgements: AcknowledgementService) {}

  @Get()
  @LimitedAs('export')
  @Access({ roles: ['mediator', 'beneficiary', 'guardian'] })
  @ApiOperation({
    summary:
      'The acknowledgement of receipt, with its five elements (R112-5 CRPA), as it stands today; with `format`, as a letter to print',
  })
  @ApiOkResponse({
    description: 'The acknowledgement',
    content: {
      'application/json': { schema: { $ref: getSchemaPath(AcknowledgementView) } },
      ...PRINTED_CONTENT,
    },
  })
  async get(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Query() { format }: PrintQuery,
    @Res({ passthrough: true }) reply: HttpReply,
  ): Promise<AcknowledgementView | string | Buffer> {
    const language = currentContext()?.language ?? 'fr';
    if (format === undefined) return viewOf(await this.acknowledgements.of(actor, id), language);
    const { headers, body } = await this.acknowledgements.print(actor, id, language, format);
    void reply.headers(headers);
    return body;
  }
}

function viewOf(
  acknowledgement: Acknowledgement & { readonly delivery: Delivery },
  language: Language,
): AcknowledgementView {
  const { receipt, state, missing, silence, remedies, ...rest } = acknowledgement;
  const words = (sentences: readonly Localized[]): string[] =>
    sentences.map((sentence) => sentence[language]);
  return {
    ...rest,
    receipt: receipt[language],
    state: words(state),
    missing: words(missing),
    silence: words(silence),
    remedies: words(remedies),
  };
}
