import { Module } from '@nestjs/common';

import { ImportsModule, senderOr } from '@passerelle/imports';

import { IMPORT_ACCESS, ImportsController } from './imports/imports.controller.js';
import { WorkItemsImport } from './imports/work-items.import.js';
import { ProcessingDelaysController } from './processing-delays/processing-delays.controller.js';
import { ProcessingDelaysService } from './processing-delays/processing-delays.service.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsRepository } from './snapshots/snapshots.repository.js';
import { SnapshotsSchedule } from './snapshots/snapshots.schedule.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';
import { WorkItemsConsumer } from './work-items/work-items.consumer.js';
import { WorkItemsRetentionSchedule } from './work-items/work-items-retention.schedule.js';
import { WorkItemsRepository } from './work-items/work-items.repository.js';

@Module({
  imports: [ImportsModule.with({ access: IMPORT_ACCESS, mayRead: senderOr() })],
  controllers: [ProcessingDelaysController, SnapshotsController, ImportsController],
  providers: [
    WorkItemsRepository,
    WorkItemsImport,
    WorkItemsConsumer,
    WorkItemsRetentionSchedule,
    SnapshotsRepository,
    SnapshotsService,
    SnapshotsSchedule,
    ProcessingDelaysService,
  ],
})
export class IndicatorsModule {}
