import type { ServiceDefinition } from '@passerelle/service-kit';

import { Account } from './accounts/account.entity.js';
import { AccountIdentity } from './accounts/account-identity.entity.js';
import { accountErrors } from './accounts/accounts.errors.js';
import { AuditEvent, AuditSeal } from './audit/audit-event.entity.js';
import { RefusalCount } from './audit/refusal-count.entity.js';
import { UsedCaptcha } from './captchas/used-captcha.entity.js';
import { Client } from './clients/client.entity.js';
import { clientErrors } from './clients/clients.errors.js';
import { IdentityModule } from './identity.module.js';
import { identitySettings } from './identity.settings.js';
import { SigningKey } from './keys/signing-key.entity.js';
import { PendingMessage } from './messages/pending-message.entity.js';
import { Accounts1710000000001 } from './migrations/1710000000001-accounts.js';
import { Identity1710000000002 } from './migrations/1710000000002-identity.js';
import { Organisations1710000000003 } from './migrations/1710000000003-organisations.js';
import { Audit1710000000004 } from './migrations/1710000000004-audit.js';
import { FileNumbers1710000000005 } from './migrations/1710000000005-file-numbers.js';
import { Sessions1710000000006 } from './migrations/1710000000006-sessions.js';
import { Defences1710000000007 } from './migrations/1710000000007-defences.js';
import { SecondFactors1710000000008 } from './migrations/1710000000008-second-factors.js';
import { GrantedRights1710000000009 } from './migrations/1710000000009-granted-rights.js';
import { MediatorsAnnounced1710000000010 } from './migrations/1710000000010-mediators-announced.js';
import { Agent } from './organisations/agent.entity.js';
import { Agreement } from './organisations/agreement.entity.js';
import { AgreementStep } from './organisations/agreement-step.entity.js';
import { Organisation } from './organisations/organisation.entity.js';
import { organisationErrors } from './organisations/organisations.errors.js';
import { PasswordReset } from './password-resets/password-reset.entity.js';
import { passwordResetErrors } from './password-resets/password-resets.errors.js';
import {
  passwordChangeErrors,
  passwordErrors,
  passwordRuleErrors,
} from './passwords/passwords.errors.js';
import { KnownAddress } from './throttling/known-address.entity.js';
import { SecondFactorReset } from './second-factor-resets/second-factor-reset.entity.js';
import { secondFactorResetErrors } from './second-factor-resets/second-factor-resets.errors.js';
import { PasskeyRegistration } from './second-factors/passkey-registration.entity.js';
import { PendingSignIn } from './second-factors/pending-sign-in.entity.js';
import { RecoveryCode } from './second-factors/recovery-code.entity.js';
import { SecondFactor } from './second-factors/second-factor.entity.js';
import { enrolmentErrors, secondFactorErrors } from './second-factors/second-factors.errors.js';
import { Throttle } from './throttling/throttle.entity.js';
import { throttlingErrors } from './throttling/throttling.errors.js';
import { OAuthProblemFilter } from './tokens/oauth-problem.filter.js';
import { SubjectRevocation } from './revocations/subject-revocation.entity.js';
import { RefreshToken } from './sessions/refresh-token.entity.js';
import { Session } from './sessions/session.entity.js';
import { tokenErrors } from './tokens/tokens.errors.js';

export const identity: ServiceDefinition = {
  name: 'identity',
  title: { fr: 'Identité', en: 'Identity' },
  description:
    'Signs people and batch clients in, publishes the keys with which every other service checks access tokens, and keeps accounts, partners and their agents.',
  module: IdentityModule,
  entities: [
    Account,
    AccountIdentity,
    Client,
    Session,
    RefreshToken,
    SubjectRevocation,
    SigningKey,
    Throttle,
    KnownAddress,
    UsedCaptcha,
    PasswordReset,
    PendingMessage,
    Organisation,
    Agreement,
    AgreementStep,
    Agent,
    AuditEvent,
    AuditSeal,
    RefusalCount,
    SecondFactor,
    RecoveryCode,
    PasskeyRegistration,
    PendingSignIn,
    SecondFactorReset,
  ],
  migrations: [
    Accounts1710000000001,
    Identity1710000000002,
    Organisations1710000000003,
    Audit1710000000004,
    FileNumbers1710000000005,
    Sessions1710000000006,
    Defences1710000000007,
    SecondFactors1710000000008,
    GrantedRights1710000000009,
    MediatorsAnnounced1710000000010,
  ],
  settings: identitySettings,
  errors: [
    tokenErrors,
    throttlingErrors,
    passwordErrors,
    passwordRuleErrors,
    passwordChangeErrors,
    passwordResetErrors,
    accountErrors,
    clientErrors,
    organisationErrors,
    secondFactorErrors,
    enrolmentErrors,
    secondFactorResetErrors,
  ],
  problemFilter: OAuthProblemFilter,
};
