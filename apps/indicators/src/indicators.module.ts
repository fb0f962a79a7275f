import { Module } from '@nestjs/common';

import { ProcessingDelaysController } from './processing-delays/processing-delays.controller.js';
import { ProcessingDelaysService } from './processing-delays/processing-delays.service.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsRepository } from './snapshots/snapshots.repository.js';
import { SnapshotsSchedule } from './snapshots/snapshots.schedule.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';
import { WorkItemsConsumer } from './work-items/work-items.consumer.js';
import { WorkItemsController } from './work-items/work-items.controller.js';
import { WorkItemsRepository } from './work-items/work-items.repository.js';
import { WorkItemsService } from './work-items/work-items.service.js';

@Module({
  controllers: [ProcessingDelaysController, SnapshotsController, WorkItemsController],
  providers: [
    WorkItemsRepository,
    WorkItemsService,
    WorkItemsConsumer,
    SnapshotsRepository,
    SnapshotsService,
    SnapshotsSchedule,
    ProcessingDelaysService,
  ],
})
export class IndicatorsModule {}
