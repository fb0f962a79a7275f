import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam } from '@passerelle/http';
import { currentContext } from '@passerelle/observability';

import { AcknowledgementService } from './acknowledgement.service.js';
import { AcknowledgementView } from './acknowledgement.view.js';

@ApiTags('acknowledgement')
@Controller('v1/referrals/:id/acknowledgement')
export class AcknowledgementController {
  constructor(private readonly acknowledgements: AcknowledgementService) {}

  @Get()
  @Access({ roles: ['mediator', 'beneficiary', 'guardian'] })
  @ApiOperation({ summary: 'The acknowledgement of receipt, with its five elements (R112-5 CRPA)' })
  @ApiOkResponse({ type: AcknowledgementView })
  async get(@Caller() actor: Actor, @IdParam() id: string): Promise<AcknowledgementView> {
    const language = currentContext()?.language ?? 'fr';
    const { receipt, missing, silence, remedies, ...rest } = await this.acknowledgements.of(
      actor,
      id,
    );
    return {
      ...rest,
      receipt: receipt[language],
      missing: missing.map((sentence) => sentence[language]),
      silence: silence.map((sentence) => sentence[language]),
      remedies: remedies.map((sentence) => sentence[language]),
    };
  }
}
