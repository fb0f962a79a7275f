import { Module } from '@nestjs/common';

import { ImportsModule, senderOr } from '@passerelle/imports';
import { MessageSealer } from '@passerelle/sealed-messages';

import { AcknowledgementConsumer } from './acknowledgement/acknowledgement.consumer.js';
import { AcknowledgementController } from './acknowledgement/acknowledgement.controller.js';
import { AcknowledgementSchedule } from './acknowledgement/acknowledgement.schedule.js';
import { AcknowledgementSendingService } from './acknowledgement/acknowledgement-sending.service.js';
import { AcknowledgementService } from './acknowledgement/acknowledgement.service.js';
import { AcknowledgementWording } from './acknowledgement/acknowledgement-wording.service.js';
import { DispatchesRepository } from './acknowledgement/dispatches.repository.js';
import { AdmissibilityController } from './admissibility/admissibility.controller.js';
import { AdmissibilityService } from './admissibility/admissibility.service.js';
import { AppealClockController } from './appeal-clock/appeal-clock.controller.js';
import { AppealClockService } from './appeal-clock/appeal-clock.service.js';
import { ClosureController } from './closure/closure.controller.js';
import { ClosureService } from './closure/closure.service.js';
import { CorrectionsController } from './corrections/corrections.controller.js';
import { CorrectionsService } from './corrections/corrections.service.js';
import { EndingsController } from './endings/endings.controller.js';
import { EndingsService } from './endings/endings.service.js';
import { HandoversController } from './handovers/handovers.controller.js';
import { HandoversService } from './handovers/handovers.service.js';
import { IMPORT_ACCESS, ImportsController } from './imports/imports.controller.js';
import { PastCaseEvents } from './imports/past-case-events.service.js';
import { PastCasesImport } from './imports/past-cases.import.js';
import { PastCasesImportRepository } from './imports/past-cases-import.repository.js';
import { InformationRequestsController } from './information-requests/information-requests.controller.js';
import { InformationRequestsDirectory } from './information-requests/information-requests.directory.js';
import { InformationRequestsRepository } from './information-requests/information-requests.repository.js';
import { InformationRequestsService } from './information-requests/information-requests.service.js';
import { MandatesRepository } from './mandates/mandates.repository.js';
import { MandatesService } from './mandates/mandates.service.js';
import { MediatorsConsumer } from './mediators/mediators.consumer.js';
import { MediatorsRepository } from './mediators/mediators.repository.js';
import { MediatorsService } from './mediators/mediators.service.js';
import { NotesController } from './notes/notes.controller.js';
import { NotesRepository } from './notes/notes.repository.js';
import { NotesService } from './notes/notes.service.js';
import { ReadLogController } from './read-log/read-log.controller.js';
import { ReadLogService } from './read-log/read-log.service.js';
import { RecommendationsController } from './recommendations/recommendations.controller.js';
import { RecommendationsDirectory } from './recommendations/recommendations.directory.js';
import { RecommendationsRepository } from './recommendations/recommendations.repository.js';
import { RecommendationsService } from './recommendations/recommendations.service.js';
import { ReadLogDirectory } from './referrals/read-log.directory.js';
import { ReferralAccessService } from './referrals/referral-access.service.js';
import { ReferralsController } from './referrals/referrals.controller.js';
import { ReferralsRepository } from './referrals/referrals.repository.js';
import { ReferralsService } from './referrals/referrals.service.js';
import { TimelineDirectory } from './referrals/timeline.directory.js';
import { SolutionsController } from './solutions/solutions.controller.js';
import { SolutionsService } from './solutions/solutions.service.js';
import { FrozenStatisticsRepository } from './statistics/frozen-statistics.repository.js';
import { FrozenStatisticsService } from './statistics/frozen-statistics.service.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StatisticsRepository } from './statistics/statistics.repository.js';
import { StatisticsSchedule } from './statistics/statistics.schedule.js';
import { StatisticsService } from './statistics/statistics.service.js';
import { TimeLimitsController } from './time-limits/time-limits.controller.js';
import { TimeLimitsService } from './time-limits/time-limits.service.js';
import { TimelineController } from './timeline/timeline.controller.js';
import { TimelineService } from './timeline/timeline.service.js';

/**
 * Fewer lines than the default: a line is a whole case of up to 64 KiB, the lines of a chunk are held in
 * memory, and a mediator who registers a case waits while a chunk takes its reference numbers.
 */
const LINES_PER_CHUNK = 2_000;

@Module({
  imports: [
    ImportsModule.with({
      access: IMPORT_ACCESS,
      // The mediators answer for every case.
      mayRead: senderOr('mediator'),
      linesPerChunk: LINES_PER_CHUNK,
    }),
  ],
  controllers: [
    ReferralsController,
    EndingsController,
    HandoversController,
    AdmissibilityController,
    InformationRequestsController,
    SolutionsController,
    RecommendationsController,
    ClosureController,
    CorrectionsController,
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
    MandatesRepository,
    MandatesService,
    MediatorsRepository,
    MediatorsService,
    MediatorsConsumer,
    ReferralsRepository,
    TimelineDirectory,
    ReadLogDirectory,
    InformationRequestsRepository,
    InformationRequestsDirectory,
    RecommendationsRepository,
    RecommendationsDirectory,
    NotesRepository,
    StatisticsRepository,
    ReferralAccessService,
    ReferralsService,
    EndingsService,
    HandoversService,
    AdmissibilityService,
    InformationRequestsService,
    SolutionsService,
    RecommendationsService,
    ClosureService,
    CorrectionsService,
    TimeLimitsService,
    AppealClockService,
    TimelineService,
    MessageSealer,
    DispatchesRepository,
    AcknowledgementWording,
    AcknowledgementService,
    AcknowledgementSendingService,
    AcknowledgementConsumer,
    AcknowledgementSchedule,
    NotesService,
    ReadLogService,
    StatisticsService,
    FrozenStatisticsRepository,
    FrozenStatisticsService,
    StatisticsSchedule,
    PastCasesImportRepository,
    PastCaseEvents,
    PastCasesImport,
  ],
})
export class MediationModule {}
