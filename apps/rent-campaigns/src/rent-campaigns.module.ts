import { Module } from '@nestjs/common';

import { ImportsModule, senderOr } from '@passerelle/imports';
import { MessageSealer } from '@passerelle/sealed-messages';

import { CampaignsController } from './campaigns/campaigns.controller.js';
import { CampaignsRepository } from './campaigns/campaigns.repository.js';
import { CampaignsService } from './campaigns/campaigns.service.js';
import { DeclarationsController } from './declarations/declarations.controller.js';
import { DeclarationsRepository } from './declarations/declarations.repository.js';
import { DeclarationsService } from './declarations/declarations.service.js';
import { LineConsequencesService } from './declarations/line-consequences.service.js';
import { LinesDirectory } from './declarations/lines.directory.js';
import { ForecastController } from './forecast/forecast.controller.js';
import { ForecastRepository } from './forecast/forecast.repository.js';
import { ForecastService } from './forecast/forecast.service.js';
import { DeclarationsImportRepository } from './imports/declarations-import.repository.js';
import { DeclarationsImport } from './imports/declarations.import.js';
import { IMPORT_ACCESS, ImportsController } from './imports/imports.controller.js';
import { RentImportsService } from './imports/rent-imports.service.js';
import { RosterImportRepository } from './imports/roster-import.repository.js';
import { RosterImport } from './imports/roster.import.js';
import { ContactVaultService } from './landlords/contact-vault.service.js';
import { LandlordContactsController } from './landlords/landlord-contacts.controller.js';
import { LandlordContactsRepository } from './landlords/landlord-contacts.repository.js';
import { LandlordContactsService } from './landlords/landlord-contacts.service.js';
import { ProgressController } from './progress/progress.controller.js';
import { ProgressRepository } from './progress/progress.repository.js';
import { ProgressSchedule } from './progress/progress.schedule.js';
import { ProgressService } from './progress/progress.service.js';
import { PublicRatesService } from './progress/public-rates.service.js';
import { ReconciliationController } from './reconciliation/reconciliation.controller.js';
import { ReconciliationRepository } from './reconciliation/reconciliation.repository.js';
import { ReconciliationService } from './reconciliation/reconciliation.service.js';
import { ReminderSendingService } from './reminders/reminder-sending.service.js';
import { RemindersController } from './reminders/reminders.controller.js';
import { RemindersRepository } from './reminders/reminders.repository.js';
import { RemindersSchedule } from './reminders/reminders.schedule.js';
import { RemindersService } from './reminders/reminders.service.js';
import { RosterDirectory } from './roster/roster.directory.js';
import { RegularisationsService } from './suspensions/regularisations.service.js';
import { SuspensionsController } from './suspensions/suspensions.controller.js';
import { SuspensionsRepository } from './suspensions/suspensions.repository.js';
import { SuspensionsSchedule } from './suspensions/suspensions.schedule.js';
import { SuspensionsService } from './suspensions/suspensions.service.js';
import { ReportLimitsService } from './tenancy-events/report-limits.service.js';
import { StatedEventsService } from './tenancy-events/stated-events.service.js';
import { TenancyChangesService } from './tenancy-events/tenancy-changes.service.js';
import { TenancyEventsController } from './tenancy-events/tenancy-events.controller.js';
import { TenancyEventsRepository } from './tenancy-events/tenancy-events.repository.js';
import { TenancyEventsService } from './tenancy-events/tenancy-events.service.js';

@Module({
  imports: [
    ImportsModule.with({
      access: IMPORT_ACCESS,
      // The campaign manager answers for the whole campaign.
      mayRead: senderOr('campaign_manager'),
    }),
  ],
  controllers: [
    CampaignsController,
    ImportsController,
    DeclarationsController,
    TenancyEventsController,
    ProgressController,
    ForecastController,
    ReconciliationController,
    RemindersController,
    LandlordContactsController,
    SuspensionsController,
  ],
  providers: [
    CampaignsRepository,
    CampaignsService,
    RosterDirectory,
    RosterImportRepository,
    RosterImport,
    DeclarationsRepository,
    DeclarationsService,
    DeclarationsImportRepository,
    DeclarationsImport,
    RentImportsService,
    LinesDirectory,
    LineConsequencesService,
    TenancyEventsRepository,
    TenancyEventsService,
    ReportLimitsService,
    TenancyChangesService,
    StatedEventsService,
    ProgressRepository,
    ProgressService,
    PublicRatesService,
    ProgressSchedule,
    ForecastRepository,
    ForecastService,
    ReconciliationRepository,
    ReconciliationService,
    RemindersRepository,
    RemindersService,
    RemindersSchedule,
    MessageSealer,
    ReminderSendingService,
    ContactVaultService,
    LandlordContactsRepository,
    LandlordContactsService,
    SuspensionsRepository,
    RegularisationsService,
    SuspensionsService,
    SuspensionsSchedule,
  ],
})
export class RentCampaignsModule {}
