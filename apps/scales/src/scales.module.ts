import { Module } from '@nestjs/common';

import { DataLoadingRepository } from './data-loading/data-loading.repository.js';
import { DataLoadingService } from './data-loading/data-loading.service.js';
import { NoticesConsumer } from './notices/notices.consumer.js';
import { NoticesController } from './notices/notices.controller.js';
import { NoticesRepository } from './notices/notices.repository.js';
import { NoticesService } from './notices/notices.service.js';
import { RevaluationsController } from './revaluations/revaluations.controller.js';
import { RevaluationsService } from './revaluations/revaluations.service.js';
import { CatalogueRepository } from './scales/catalogue.repository.js';
import { CatalogueService } from './scales/catalogue.service.js';
import { DirectScaleReads } from './scales/direct-reads.service.js';
import { ScalesController } from './scales/scales.controller.js';
import { ScalesService } from './scales/scales.service.js';
import { SnapshotService } from './scales/snapshot.service.js';
import { PublicationBarrier } from './versions/publication-barrier.service.js';
import { PublicationsService } from './versions/publications.service.js';
import { VersionsController } from './versions/versions.controller.js';
import { VersionsSchedule } from './versions/versions.schedule.js';
import { VersionsRepository } from './versions/versions.repository.js';
import { VersionsService } from './versions/versions.service.js';

@Module({
  controllers: [ScalesController, RevaluationsController, VersionsController, NoticesController],
  providers: [
    DataLoadingRepository,
    DataLoadingService,
    CatalogueRepository,
    CatalogueService,
    SnapshotService,
    ScalesService,
    DirectScaleReads,
    RevaluationsService,
    VersionsRepository,
    VersionsService,
    PublicationsService,
    VersionsSchedule,
    PublicationBarrier,
    NoticesRepository,
    NoticesService,
    NoticesConsumer,
  ],
})
export class ScalesModule {}
