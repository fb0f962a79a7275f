import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, Public } from '@passerelle/auth';
import { IdParam, Located, PageOf, PageQuery, Problems, Versioned } from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { snapshotView, SnapshotView } from './snapshot.view.js';
import { PublishSnapshot } from './snapshots.dto.js';
import { snapshotErrors } from './snapshots.errors.js';
import { SnapshotsService } from './snapshots.service.js';

@ApiTags('snapshots')
@Controller('v1/snapshots')
export class SnapshotsController {
  constructor(private readonly snapshots: SnapshotsService) {}

  @Post()
  @Access({ roles: ['indicator_publisher'] })
  @ApiOperation({ summary: 'Publishes or corrects the figures of the week that ends on a day' })
  @ApiCreatedResponse({ type: SnapshotView })
  @Located((view: SnapshotView) => `/indicators/v1/snapshots/${view.id}`)
  @Versioned()
  @Problems(
    snapshotErrors.updateInFuture,
    snapshotErrors.updateTooEarly,
    snapshotErrors.correctionNeedsReason,
    snapshotErrors.publishedMeanwhile,
  )
  async publish(@Body() request: PublishSnapshot, @Caller() actor: Actor): Promise<SnapshotView> {
    return snapshotView(await this.snapshots.publish(request, actor.subject));
  }

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Every published snapshot, the newest first, corrected versions included',
  })
  @PageOf(SnapshotView, 'A page of snapshots')
  @Problems(pageErrors.invalidCursor)
  async list(@Query() { limit, after }: PageQuery): Promise<Page<SnapshotView>> {
    const page = await this.snapshots.list(limit, after);
    return { items: page.items.map(snapshotView), next: page.next };
  }

  @Get(':id')
  @Public()
  @ApiOperation({ summary: 'A snapshot' })
  @ApiOkResponse({ type: SnapshotView })
  @Versioned()
  async get(@IdParam() id: string): Promise<SnapshotView> {
    return snapshotView(await this.snapshots.get(id));
  }
}
