import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { IdParam, Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';
import { currentContext } from '@passerelle/observability';

import { AcknowledgementService } from './acknowledgement.service.js';

class ServiceContactView {
  @Shown()
  name!: string;

  @Shown({ type: String, nullable: true })
  postalAddress!: string | null;

  @Shown({ type: String, nullable: true })
  email!: string | null;

  @Shown({ type: String, nullable: true })
  phone!: string | null;
}

class AcknowledgementView {
  @Shown()
  reference!: string;

  @Shown({ type: String, format: 'date' })
  receivedOn!: LocalDate;

  @Shown()
  receipt!: string;

  @Shown({ type: ServiceContactView })
  service!: ServiceContactView;

  @Shown({ type: [String], description: 'What is missing; empty when nothing is' })
  missing!: string[];

  @Shown({ type: [String], description: 'What a silence means' })
  silence!: string[];

  @Shown({ type: [String], description: 'Remedies and their time limits' })
  remedies!: string[];
}

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
