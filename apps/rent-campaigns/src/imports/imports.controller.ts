import { Controller, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, Problems, StreamedBody } from '@passerelle/http';
import { ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { DeclarationsImportQuery } from './imports.dto.js';
import { rentImportErrors } from './imports.errors.js';
import { RentImportsService } from './rent-imports.service.js';
import { landlordErrors } from '../landlords/landlords.errors.js';

export const IMPORT_ACCESS = {
  roles: ['landlord', 'campaign_manager'],
  scopes: ['rent-campaigns:import'],
} as const;
const STAFF = { roles: ['campaign_manager'], scopes: ['rent-campaigns:import'] } as const;

const DECLARATIONS_EXAMPLE = `fileNumber;lastName;landlordSiret;dwellingRef;referenceYear;rent;sharedTenancy;status
0000001;MARTIN;00000001800010;A12;2023;512,34;non;present
`;
const ROSTER_EXAMPLE = `fileNumber;lastName;landlordSiret;landlordKind;dwellingRef;previousRentCents
0000001;MARTIN;00000001800010;social;A12;50000
`;

@ApiTags('imports')
@Controller('v1')
export class ImportsController {
  constructor(private readonly imports: RentImportsService) {}

  @Put('campaigns/:year/roster')
  @Access(STAFF)
  @ApiOperation({ summary: 'Puts a list of expected tenants in the place of the one before' })
  @ReceivesImport({
    formats: ['csv', 'ndjson'],
    service: 'rent-campaigns',
    description:
      'One expected tenant a line: `fileNumber`, `lastName`, `birthDate?`, `landlordSiret`, `landlordKind`, `dwellingRef`, `sharedTenancy?`, `leaseStartsOn?`, `previousRentCents?`, `previousChargesCents?`, `ceilingCents?`, `aidCents?`, `aidPaidTo?`. In force once all of it is there.',
    example: ROSTER_EXAMPLE,
  })
  @Problems(campaignErrors.unknownCampaign)
  receiveRoster(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Query() query: ImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receiveRoster(actor, year, body, query);
  }

  @Post('campaigns/:year/imports')
  @Access(IMPORT_ACCESS)
  @ApiOperation({ summary: 'Takes a file of rent lines; `dryRun` checks it and keeps nothing' })
  @ReceivesImport({
    formats: ['csv', 'ndjson'],
    service: 'rent-campaigns',
    description:
      'One line a tenant: `fileNumber`, `lastName`, `birthDate?`, `landlordSiret`, `dwellingRef`, `referenceYear`, `rentCents` or `rent` (without charges), `chargesCents?`, `sharedTenancy`, `tenantShareCents?`, `cotenants?`, `status`, `statusOn?`, `arrearsCents?`, `arrearsSince?`, and for the Caf’s own jobs `declaredOn?`.',
    example: DECLARATIONS_EXAMPLE,
  })
  @Problems(
    campaignErrors.unknownCampaign,
    campaignErrors.rosterMissing,
    landlordErrors.landlordWithoutSiret,
    rentImportErrors.channelNotYours,
  )
  receiveDeclarations(
    @Caller() actor: Actor,
    @Param('year') year: string,
    @Query() query: DeclarationsImportQuery,
    @StreamedBody() body: IncomingBody,
  ): Promise<ImportView> {
    return this.imports.receiveDeclarations(actor, year, body, query);
  }
}
