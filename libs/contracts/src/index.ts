export {
  AUTHENTICATION_CLASSES,
  AUTHENTICATION_METHODS,
  authenticationClass,
  type AuthenticationClass,
  type AuthenticationMethod,
} from './authentication.js';
export { CATALOGUE } from './catalogue.js';
export {
  ACCESS_TOKEN_TYPE,
  type AccessTokenClaims,
  accessTokenClaims,
  AUDIENCE,
  ORGANISATION_CODE,
  SIGNATURE_ALGORITHM,
} from './claims.js';
export { defineEvent, type Envelope, envelopeSchema, type EventContract } from './event.js';
export {
  IDENTITY_MESSAGE_TEMPLATES,
  IDENTITY_MESSAGE_VALUES,
  type IdentityMessageTemplate,
  type IdentityMessageValues,
  messageRequestedV1,
} from './events/identity/message-requested.v1.js';
export { mediatorChangedV1 } from './events/identity/mediator-changed.v1.js';
export {
  CONTACT_MESSAGE_TEMPLATES,
  CONTACT_MESSAGE_VALUES,
  contactMessageRequestedV1,
  type ContactMessageTemplate,
} from './events/identity/contact-message-requested.v1.js';
export {
  ACKNOWLEDGEMENT_CHANNELS,
  acknowledgementRoutedV1,
} from './events/identity/acknowledgement-routed.v1.js';
export { forwardedMessageRequestedV1 } from './events/identity/forwarded-message-requested.v1.js';
export {
  SECOND_FACTOR_MESSAGE_TEMPLATES,
  SECOND_FACTOR_MESSAGE_VALUES,
  secondFactorMessageRequestedV1,
  type SecondFactorMessageTemplate,
} from './events/identity/second-factor-message-requested.v1.js';
export {
  acknowledgementDueV1,
  acknowledgementRecipient,
  type AcknowledgementRecipient,
  MEDIATION_MESSAGE_TEMPLATES,
  MEDIATION_MESSAGE_VALUES,
  type MediationMessageTemplate,
} from './events/mediation/acknowledgement-due.v1.js';
export { admissibilityDecidedV1 } from './events/mediation/admissibility-decided.v1.js';
export { referralEndedV1 } from './events/mediation/referral-ended.v1.js';
export { referralCorrectedV1 } from './events/mediation/referral-corrected.v1.js';
export { referralReceivedV1 } from './events/mediation/referral-received.v1.js';
export { referralTransferredV1 } from './events/mediation/referral-transferred.v1.js';
export { declarationAcceptedV1 } from './events/rent-campaigns/declaration-accepted.v1.js';
export {
  RENT_MESSAGE_TEMPLATES,
  RENT_MESSAGE_VALUES,
  rentMessageRequestedV1,
  type RentMessageTemplate,
} from './events/rent-campaigns/message-requested.v1.js';
export { reminderDueV1 } from './events/rent-campaigns/reminder-due.v1.js';
export { suspensionRecordedV1 } from './events/rent-campaigns/suspension-recorded.v1.js';
export { suspensionRegularisedV1 } from './events/rent-campaigns/suspension-regularised.v1.js';
export { suspensionWithdrawnV1 } from './events/rent-campaigns/suspension-withdrawn.v1.js';
export { tenancyChangeCancelledV1 } from './events/rent-campaigns/tenancy-change-cancelled.v1.js';
export { tenancyChangedV1 } from './events/rent-campaigns/tenancy-changed.v1.js';
export { versionPublishedV1 } from './events/scales/version-published.v1.js';
export {
  forwardedValues,
  MESSAGE_CHANNELS,
  type MessageChannel,
  messagePayload,
  type MessagePayload,
  type MessageRequest,
} from './messages.js';
export {
  ENROLMENT_SCOPE,
  type Role,
  ROLES,
  type Scope,
  SCOPES,
  type ServiceName,
  SERVICES,
} from './roles.js';
