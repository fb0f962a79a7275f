import { Module } from '@nestjs/common';

import { ImportsModule, senderOr } from '@passerelle/imports';

import { IMPORT_ACCESS, ImportsController } from './imports/imports.controller.js';
import { WorkItemsImport } from './imports/work-items.import.js';
import { ProcessingDelaysController } from './processing-delays/processing-delays.controller.js';
import { ProcessingDelaysService } from './processing-delays/processing-delays.service.js';
import { PublishedSnapshotsService } from './snapshots/published-snapshots.service.js';
import { SnapshotsController } from './snapshots/snapshots.controller.js';
import { SnapshotsRepository } from './snapshots/snapshots.repository.js';
import { SnapshotsSchedule } from './snapshots/snapshots.schedule.js';
import { SnapshotsService } from './snapshots/snapshots.service.js';
import { WorkItemsConsumer } from './work-items/work-items.consumer.js';
import { WorkItemsRetentionSchedule } from './work-items/work-items-retention.schedule.js';
import { WorkItemsDirectory } from './work-items/work-items.directory.js';
import { WorkItemsRepository } from './work-items/work-items.repository.js';
import { WorkItemsService } from './work-items/work-items.service.js';

@Module({
  imports: [ImportsModule.with({ access: IMPORT_ACCESS, mayRead: senderOr() })],
  controllers: [ProcessingDelaysController, SnapshotsController, ImportsController],
  // From bottom to top, see "Rooms" in the README.
  providers: [
    WorkItemsRepository,
    WorkItemsDirectory,
    WorkItemsService,
    WorkItemsConsumer,
    WorkItemsRetentionSchedule,
    SnapshotsRepository,
    PublishedSnapshotsService,
    SnapshotsService,
    SnapshotsSchedule,
    ProcessingDelaysService,
    WorkItemsImport,
  ],
})
export class IndicatorsModule {}
