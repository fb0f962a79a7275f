import { importErrors, importMigrations } from '@passerelle/imports';
import type { ServiceDefinition } from '@passerelle/service-kit';

import { Campaign } from './campaigns/campaign.entity.js';
import { campaignErrors } from './campaigns/campaigns.errors.js';
import { Declaration, SupersededDeclaration } from './declarations/declaration.entity.js';
import { declarationErrors } from './declarations/declarations.errors.js';
import { rentImportErrors } from './imports/imports.errors.js';
import { landlordErrors } from './landlords/landlords.errors.js';
import { SealedContact } from './landlords/sealed-contact.entity.js';
import { RentCampaigns1712000000001 } from './migrations/1712000000001-rent-campaigns.js';
import { LandlordsAndSuspensions1712000000002 } from './migrations/1712000000002-landlords-and-suspensions.js';
import { NamesAndMerges1712000000003 } from './migrations/1712000000003-names-and-merges.js';
import { ReportLimits1712000000004 } from './migrations/1712000000004-report-limits.js';
import { KeptStatements1712000000005 } from './migrations/1712000000005-kept-statements.js';
import { ChangedLines1712000000006 } from './migrations/1712000000006-changed-lines.js';
import { ProgressSnapshot } from './progress/progress-snapshot.entity.js';
import { progressErrors } from './progress/progress.errors.js';
import { Reminder } from './reminders/reminder.entity.js';
import { remindersErrors } from './reminders/reminders.errors.js';
import { RentCampaignsModule } from './rent-campaigns.module.js';
import { rentCampaignsSettings } from './rent-campaigns.settings.js';
import { RosterEntry } from './roster/roster-entry.entity.js';
import { Suspension } from './suspensions/suspension.entity.js';
import { suspensionErrors } from './suspensions/suspensions.errors.js';
import { TenancyEvent } from './tenancy-events/tenancy-event.entity.js';
import { tenancyEventErrors } from './tenancy-events/tenancy-events.errors.js';

export const rentCampaigns: ServiceDefinition = {
  name: 'rent-campaigns',
  title: { fr: 'Campagnes loyers', en: 'Rent campaigns' },
  description:
    'July rents declared by landlords, by file or one by one: checks and confirmations, events of the ' +
    'tenancy with their legal limits, rates, tenants about to lose their aid, reminders.',
  module: RentCampaignsModule,
  entities: [
    Campaign,
    RosterEntry,
    Declaration,
    SupersededDeclaration,
    TenancyEvent,
    ProgressSnapshot,
    Reminder,
    SealedContact,
    Suspension,
  ],
  migrations: [
    ...importMigrations,
    RentCampaigns1712000000001,
    LandlordsAndSuspensions1712000000002,
    NamesAndMerges1712000000003,
    ReportLimits1712000000004,
    KeptStatements1712000000005,
    ChangedLines1712000000006,
  ],
  settings: rentCampaignsSettings,
  errors: [
    campaignErrors,
    declarationErrors,
    rentImportErrors,
    tenancyEventErrors,
    progressErrors,
    remindersErrors,
    landlordErrors,
    suspensionErrors,
    importErrors,
  ],
};
