import { Body, Controller, Get, HttpCode, Post, Put, Query, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, TWO_FACTORS } from '@passerelle/auth';
import {
  type ExpectedVersions,
  type HttpRequest,
  IdParam,
  IfMatch,
  Located,
  PageOf,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';
import type { Page } from '@passerelle/persistence';

import { scaleErrors } from '../scales/scales.errors.js';
import { PublicationBarrier } from './publication-barrier.service.js';
import { PublicationsService } from './publications.service.js';
import { PublishVersion, RejectVersion, DraftVersion, VersionsQuery } from './versions.dto.js';
import { VersionSummary, VersionView } from './version.view.js';
import { versionErrors } from './versions.errors.js';
import { VersionsService } from './versions.service.js';

const EDITORS = { roles: ['scale_editor', 'scale_publisher'] } as const;
const PUBLISHERS = { roles: ['scale_publisher'], acr: TWO_FACTORS } as const;
const READERS = { roles: ['scale_editor', 'scale_publisher', 'auditor'] } as const;

@ApiTags('versions')
@Controller('v1/versions')
export class VersionsController {
  constructor(
    private readonly versions: VersionsService,
    private readonly publications: PublicationsService,
    private readonly barrier: PublicationBarrier,
  ) {}

  @Get()
  @Access(READERS)
  @ApiOperation({ summary: 'Versions, the latest first' })
  @PageOf(VersionSummary, 'A page of versions')
  list(@Query() query: VersionsQuery): Promise<Page<VersionSummary>> {
    return this.versions.list(query);
  }

  @Get(':id')
  @Access(READERS)
  @Versioned()
  @ApiOperation({ summary: 'A version, each value beside what it replaces' })
  @ApiOkResponse({ type: VersionView })
  @Problems(requestErrors.unknownId)
  read(@IdParam() id: string): Promise<VersionView> {
    return this.versions.read(id);
  }

  @Post()
  @Access(EDITORS)
  @Versioned()
  @Located<VersionView>(({ id }) => `/scales/v1/versions/${id}`)
  @ApiOperation({ summary: 'A draft of figures that begin on one day' })
  @ApiCreatedResponse({ type: VersionView })
  @Problems(
    versionErrors.unknownSeries,
    versionErrors.itemRepeated,
    versionErrors.itemForm,
    versionErrors.correctionReasonRequired,
    scaleErrors.figuresUnavailable,
  )
  create(@Caller() actor: Actor, @Body() request: DraftVersion): Promise<VersionView> {
    return this.versions.create(actor, request);
  }

  @Put(':id')
  @Access(EDITORS)
  @Versioned()
  @ApiOperation({ summary: 'Another content for a draft' })
  @ApiOkResponse({ type: VersionView })
  @Problems(
    requestErrors.unknownId,
    versionErrors.versionNotDraft,
    versionErrors.unknownSeries,
    versionErrors.itemRepeated,
    versionErrors.itemForm,
    versionErrors.correctionReasonRequired,
    requestErrors.versionMismatch,
  )
  replace(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Body() request: DraftVersion,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<VersionView> {
    return this.versions.replace(actor, id, request, expected);
  }

  @Post(':id/submission')
  @HttpCode(200)
  @Access(EDITORS)
  @Versioned()
  @ApiOperation({ summary: 'The draft is ready for a second person' })
  @ApiOkResponse({ type: VersionView })
  @Problems(
    requestErrors.unknownId,
    versionErrors.versionNotDraft,
    versionErrors.emptyVersion,
    requestErrors.versionMismatch,
  )
  submit(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<VersionView> {
    return this.versions.submit(actor, id, expected);
  }

  @Post(':id/approval')
  @HttpCode(200)
  @Access(PUBLISHERS)
  @Versioned()
  @ApiOperation({ summary: 'A second person agrees' })
  @ApiOkResponse({ type: VersionView })
  @Problems(
    requestErrors.unknownId,
    versionErrors.versionNotSubmitted,
    versionErrors.secondPersonRequired,
    requestErrors.versionMismatch,
  )
  approve(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<VersionView> {
    return this.versions.approve(actor, id, expected);
  }

  @Post(':id/rejection')
  @HttpCode(200)
  @Access(PUBLISHERS)
  @Versioned()
  @ApiOperation({ summary: 'Back to its authors, before anybody could read it' })
  @ApiOkResponse({ type: VersionView })
  @Problems(
    requestErrors.unknownId,
    versionErrors.versionNotSubmitted,
    requestErrors.versionMismatch,
  )
  reject(
    @IdParam() id: string,
    @Body() { reason }: RejectVersion,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<VersionView> {
    return this.versions.reject(id, reason, expected);
  }

  @Post(':id/publication')
  @HttpCode(200)
  @Access(PUBLISHERS)
  @Versioned()
  @ApiOperation({
    summary: 'Everybody reads it, every replica from the same instant; or it waits for its day',
  })
  @ApiOkResponse({ type: VersionView })
  @Problems(
    requestErrors.unknownId,
    versionErrors.versionNotApproved,
    versionErrors.publicationUnderWay,
    versionErrors.correctionReasonRequired,
    versionErrors.publicationTooEarly,
    versionErrors.publicationTooFar,
    versionErrors.referenceTooLate,
    requestErrors.versionMismatch,
  )
  async publish(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Body() { publishedOn }: PublishVersion,
    @IfMatch() expected: ExpectedVersions,
    @Req() request: HttpRequest,
  ): Promise<VersionView> {
    const { row, revision } = await this.publications.publish(actor, id, publishedOn, expected);
    if (revision !== null) this.barrier.hold(request, revision);
    return this.versions.view(row);
  }
}
