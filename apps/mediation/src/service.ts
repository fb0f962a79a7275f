import { importErrors, importMigrations } from '@passerelle/imports';
import type { ServiceDefinition } from '@passerelle/service-kit';

import { Dispatch } from './acknowledgement/dispatch.entity.js';
import { admissibilityErrors } from './admissibility/admissibility.errors.js';
import { caseErrors } from './cases/case.errors.js';
import { closureErrors } from './closure/closure.errors.js';
import { correctionErrors } from './corrections/corrections.errors.js';
import { endingErrors } from './endings/endings.errors.js';
import { handoverErrors } from './handovers/handovers.errors.js';
import { informationRequestErrors } from './information-requests/information-request.errors.js';
import { InformationRequest } from './information-requests/information-request.entity.js';
import { Mandate } from './mandates/mandate.entity.js';
import { MediationModule } from './mediation.module.js';
import { mediationSettings } from './mediation.settings.js';
import { Mediator } from './mediators/mediator.entity.js';
import { Referrals1720000000001 } from './migrations/1720000000001-referrals.js';
import { ImportedCases1720000000002 } from './migrations/1720000000002-imported-cases.js';
import { RemediesPrinted1720000000003 } from './migrations/1720000000003-remedies-printed.js';
import { LinksAndCorrections1720000000004 } from './migrations/1720000000004-links-and-corrections.js';
import { AcknowledgementDispatches1720000000005 } from './migrations/1720000000005-acknowledgement-dispatches.js';
import { Addressees1720000000006 } from './migrations/1720000000006-addressees.js';
import { Mandates1720000000007 } from './migrations/1720000000007-mandates.js';
import { Mediators1720000000008 } from './migrations/1720000000008-mediators.js';
import { FrozenStatistics1720000000010 } from './migrations/1720000000010-frozen-statistics.js';
import { ListedReads1720000000011 } from './migrations/1720000000011-listed-reads.js';
import { Note } from './notes/note.entity.js';
import { recommendationErrors } from './recommendations/recommendation.errors.js';
import { Recommendation } from './recommendations/recommendation.entity.js';
import { ReadEntry } from './referrals/read-entry.entity.js';
import { Referral } from './referrals/referral.entity.js';
import { referralErrors } from './referrals/referrals.errors.js';
import { TimelineEntry } from './referrals/timeline-entry.entity.js';
import { solutionErrors } from './solutions/solutions.errors.js';
import { statisticsErrors } from './statistics/statistics.errors.js';

export const mediation: ServiceDefinition = {
  name: 'mediation',
  title: { fr: 'Médiation administrative', en: 'Administrative mediation' },
  description:
    'Cases referred to the mediator of the Caf: admissibility, questions, recommendations, closure, ' +
    'the clock of the person’s remedies, and the figures of the year.',
  module: MediationModule,
  entities: [
    Referral,
    InformationRequest,
    Recommendation,
    Note,
    TimelineEntry,
    ReadEntry,
    Dispatch,
    Mandate,
    Mediator,
  ],
  migrations: [
    ...importMigrations,
    Referrals1720000000001,
    ImportedCases1720000000002,
    RemediesPrinted1720000000003,
    LinksAndCorrections1720000000004,
    AcknowledgementDispatches1720000000005,
    Addressees1720000000006,
    Mandates1720000000007,
    Mediators1720000000008,
    FrozenStatistics1720000000010,
    ListedReads1720000000011,
  ],
  settings: mediationSettings,
  errors: [
    caseErrors,
    referralErrors,
    endingErrors,
    handoverErrors,
    solutionErrors,
    admissibilityErrors,
    informationRequestErrors,
    recommendationErrors,
    closureErrors,
    correctionErrors,
    statisticsErrors,
    importErrors,
  ],
};
