import { Controller, Param, Post, Put, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { type IncomingBody, Problems, StreamedBody } from '@passerelle/http';
import { ImportQuery, type ImportView, ReceivesImport } from '@passerelle/imports';

import { campaignErrors } from '../campaigns/campaigns.errors.js';
import { DECLARATIONS } from './declarations.columns.js';
import { DeclarationsImportQuery } from './imports.dto.js';
import { rentImportErrors } from './imports.errors.js';
import { RentImportsService } from './rent-imports.service.js';
import { ROSTER } from './roster.columns.js';
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
    service: 'rent-campaigns',
    file: ROSTER,
    description: 'One expected tenant a line. The list is in force once the whole file is merged.',
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
    service: 'rent-campaigns',
    file: DECLARATIONS,
    description: 'One line a tenant. The rent is given as `rentCents` or as `rent`.',
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
