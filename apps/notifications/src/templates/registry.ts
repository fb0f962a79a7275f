import type {
  ContactMessageTemplate,
  IdentityMessageTemplate,
  MediationMessageTemplate,
  RentMessageTemplate,
  SecondFactorMessageTemplate,
} from '@passerelle/contracts';

import {
  accountOpened,
  passwordChanged,
  passwordResetChannelMissing,
  passwordResetCode,
  sessionsClosed,
} from './account-templates.js';
import {
  agentAccessClosed,
  agentAccessOpened,
  agentRecertificationDue,
} from './agent-templates.js';
import { contactChanged } from './contact-templates.js';
import { secondFactorChanged } from './second-factor-templates.js';
import {
  generic,
  referralAcknowledged,
  rentReminder,
  scalePublished,
} from './service-templates.js';
import type { Template } from './template.js';

/** Messages of services whose request event is still to come: the words are ready for it. */
type OwnTemplate = 'scale_published' | 'generic';

export type TemplateName =
  | IdentityMessageTemplate
  | ContactMessageTemplate
  | SecondFactorMessageTemplate
  | MediationMessageTemplate
  | RentMessageTemplate
  | OwnTemplate;

/** Every message of the system. A contract that adds a template does not compile until it is here. */
export const TEMPLATES: Readonly<Record<TemplateName, Template>> = {
  password_reset_code: passwordResetCode,
  password_reset_channel_missing: passwordResetChannelMissing,
  password_changed: passwordChanged,
  account_opened: accountOpened,
  agent_access_opened: agentAccessOpened,
  agent_access_closed: agentAccessClosed,
  agent_recertification_due: agentRecertificationDue,
  sessions_closed: sessionsClosed,
  contact_changed: contactChanged,
  second_factor_changed: secondFactorChanged,
  rent_reminder: rentReminder,
  referral_acknowledged: referralAcknowledged,
  scale_published: scalePublished,
  generic,
};

export const TEMPLATE_NAMES = Object.keys(TEMPLATES) as TemplateName[];
