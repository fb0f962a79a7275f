import { Module } from '@nestjs/common';

import { ImportsModule } from '@passerelle/imports';

import { AcknowledgementController } from './acknowledgement/acknowledgement.controller.js';
import { AcknowledgementService } from './acknowledgement/acknowledgement.service.js';
import { AdmissibilityController } from './admissibility/admissibility.controller.js';
import { AdmissibilityService } from './admissibility/admissibility.service.js';
import { AppealClockController } from './appeal-clock/appeal-clock.controller.js';
import { AppealClockService } from './appeal-clock/appeal-clock.service.js';
import { ClosureController } from './closure/closure.controller.js';
import { ClosureService } from './closure/closure.service.js';
import { ImportsController } from './imports/imports.controller.js';
import { MediationImportsService } from './imports/mediation-imports.service.js';
import { PastCaseEvents } from './imports/past-case-events.service.js';
import { PastCasesImport } from './imports/past-cases.import.js';
import { PastCasesImportRepository } from './imports/past-cases-import.repository.js';
import { InformationRequestsController } from './information-requests/information-requests.controller.js';
import { InformationRequestsRepository } from './information-requests/information-requests.repository.js';
import { InformationRequestsService } from './information-requests/information-requests.service.js';
import { NotesController } from './notes/notes.controller.js';
import { NotesRepository } from './notes/notes.repository.js';
import { NotesService } from './notes/notes.service.js';
import { ReadLogController } from './read-log/read-log.controller.js';
import { ReadLogRepository } from './read-log/read-log.repository.js';
import { ReadLogService } from './read-log/read-log.service.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsRepository } from './recommendations/recommendations.repository.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { ReferralDesk } from './referrals/referral-desk.service.js';
import { ReferralEndingsService } from './referrals/referral-endings.service.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { ReferralsRepository } from './referrals/referrals.repository.js';
import { ReferralsService } from './referrals/referrals.service.js';
import { SolutionsController } from './solutions/solutions.controller.js';
import { SolutionsService } from './solutions/solutions.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsRepository } from './statistics/statistics.repository.js';
import { StatisticsService } from './statistics/statistics.service.js';
import { TimeLimitsController } from './time-limits/time-limits.controller.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineRepository } from './timeline/timeline.repository.js';
import { TimelineService } from './timeline/timeline.service.js';

/**
 * A line is a whole case of up to 64 KiB, and its chunk is held in memory; and whoever registers a case waits
 * for the numbers of a chunk. So fewer lines than a file of rents has.
 */
const LINES_PER_CHUNK = 2_000;

@Module({
  imports: [ImportsModule.with({ linesPerChunk: LINES_PER_CHUNK })],
  controllers: [
    ReferralsController,
    AdmissibilityController,
    InformationRequestsController,
    SolutionsController,
    RecommendationsController,
    ClosureController,
    AppealClockController,
    TimelineController,
    AcknowledgementController,
    NotesController,
    ReadLogController,
    TimeLimitsController,
    StatisticsController,
    ImportsController,
  ],
  providers: [
    ReferralsRepository,
    TimelineRepository,
    ReadLogRepository,
    InformationRequestsRepository,
    RecommendationsRepository,
    NotesRepository,
    StatisticsRepository,
    ReferralDesk,
    ReferralsService,
    ReferralEndingsService,
    AdmissibilityService,
    InformationRequestsService,
    SolutionsService,
    RecommendationsService,
    ClosureService,
    AppealClockService,
    TimelineService,
    AcknowledgementService,
    NotesService,
    ReadLogService,
    StatisticsService,
    PastCasesImportRepository,
    PastCaseEvents,
    PastCasesImport,
    MediationImportsService,
  ],
})
export class MediationModule {}
