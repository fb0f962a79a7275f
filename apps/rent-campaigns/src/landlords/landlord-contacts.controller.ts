import { Body, Controller, Delete, Get, HttpCode, Param, Put } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IfMatch,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';

import { ContactView } from './landlord-contact.view.js';
import { PutContact } from './landlord-contacts.dto.js';
import { LandlordContactsService } from './landlord-contacts.service.js';
import { landlordErrors } from './landlords.errors.js';

@ApiTags('landlords')
@Access({ roles: ['landlord', 'campaign_manager'] })
@Controller('v1/landlords/:siret/contact')
export class LandlordContactsController {
  constructor(private readonly contacts: LandlordContactsService) {}

  @Get()
  @Versioned()
  @ApiOperation({ summary: 'The contact of a landlord' })
  @ApiOkResponse({ type: ContactView })
  @Problems(
    requestErrors.unknownId,
    landlordErrors.landlordWithoutSiret,
    landlordErrors.contactUnreadable,
  )
  get(@Caller() actor: Actor, @Param('siret') siret: string): Promise<ContactView> {
    return this.contacts.get(actor, siret);
  }

  @Put()
  @Versioned()
  @ApiOperation({
    summary:
      'Gives the contact of a landlord; a reminder of this month that waits for an address is sent',
  })
  @ApiOkResponse({ type: ContactView })
  @Problems(
    requestErrors.unknownId,
    requestErrors.versionMismatch,
    requestErrors.addressWithoutLocality,
    landlordErrors.landlordWithoutSiret,
    landlordErrors.contactWithoutAddress,
  )
  put(
    @Caller() actor: Actor,
    @Param('siret') siret: string,
    @IfMatch() expected: ExpectedVersions,
    @Body() command: PutContact,
  ): Promise<ContactView> {
    return this.contacts.put(actor, siret, expected, command);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Deletes the contact of a landlord' })
  @ApiNoContentResponse()
  @Problems(
    requestErrors.unknownId,
    requestErrors.versionMismatch,
    landlordErrors.landlordWithoutSiret,
  )
  remove(
    @Caller() actor: Actor,
    @Param('siret') siret: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<void> {
    return this.contacts.remove(actor, siret, expected);
  }
}
