import type { EventContract } from './event.js';
import { acknowledgementRoutedV1 } from './events/identity/acknowledgement-routed.v1.js';
import { contactMessageRequestedV1 } from './events/identity/contact-message-requested.v1.js';
import { forwardedMessageRequestedV1 } from './events/identity/forwarded-message-requested.v1.js';
import { mediatorChangedV1 } from './events/identity/mediator-changed.v1.js';
import { messageRequestedV1 } from './events/identity/message-requested.v1.js';
import { secondFactorMessageRequestedV1 } from './events/identity/second-factor-message-requested.v1.js';
import { acknowledgementDueV1 } from './events/mediation/acknowledgement-due.v1.js';
import { admissibilityDecidedV1 } from './events/mediation/admissibility-decided.v1.js';
import { referralEndedV1 } from './events/mediation/referral-ended.v1.js';
import { referralCorrectedV1 } from './events/mediation/referral-corrected.v1.js';
import { referralReceivedV1 } from './events/mediation/referral-received.v1.js';
import { referralTransferredV1 } from './events/mediation/referral-transferred.v1.js';
import { declarationAcceptedV1 } from './events/rent-campaigns/declaration-accepted.v1.js';
import { rentMessageRequestedV1 } from './events/rent-campaigns/message-requested.v1.js';
import { reminderDueV1 } from './events/rent-campaigns/reminder-due.v1.js';
import { suspensionRecordedV1 } from './events/rent-campaigns/suspension-recorded.v1.js';
import { suspensionRegularisedV1 } from './events/rent-campaigns/suspension-regularised.v1.js';
import { suspensionWithdrawnV1 } from './events/rent-campaigns/suspension-withdrawn.v1.js';
import { tenancyChangeCancelledV1 } from './events/rent-campaigns/tenancy-change-cancelled.v1.js';
import { tenancyChangedV1 } from './events/rent-campaigns/tenancy-changed.v1.js';
import { versionPublishedV1 } from './events/scales/version-published.v1.js';

/** Every event of the system, by type. */
export const CATALOGUE: ReadonlyMap<string, EventContract> = new Map(
  [
    referralReceivedV1,
    admissibilityDecidedV1,
    referralEndedV1,
    referralTransferredV1,
    referralCorrectedV1,
    acknowledgementDueV1,
    versionPublishedV1,
    messageRequestedV1,
    contactMessageRequestedV1,
    secondFactorMessageRequestedV1,
    forwardedMessageRequestedV1,
    acknowledgementRoutedV1,
    mediatorChangedV1,
    declarationAcceptedV1,
    tenancyChangedV1,
    tenancyChangeCancelledV1,
    reminderDueV1,
    rentMessageRequestedV1,
    suspensionRecordedV1,
    suspensionRegularisedV1,
    suspensionWithdrawnV1,
  ].map((contract) => [
    contract.type,
    // Narrowed to what readers of the catalogue need: data validated by the schema itself.
    contract as unknown as EventContract,
  ]),
);
