import { Module } from '@nestjs/common';

import { MessageSealer } from '@passerelle/sealed-messages';

import { AcknowledgementsConsumer } from './acknowledgements/acknowledgements.consumer.js';
import { AcknowledgementsService } from './acknowledgements/acknowledgements.service.js';
import { AccountsController } from './account-administration/accounts.controller.js';
import { AccountsDirectory } from './accounts/accounts.directory.js';
import { AccountsRepository } from './accounts/accounts.repository.js';
import { AccountsService } from './accounts/accounts.service.js';
import { IdentityResealingService } from './accounts/identity-resealing.service.js';
import { AccountAdministrationService } from './account-administration/account-administration.service.js';
import { IdentitiesRepository } from './accounts/identities.repository.js';
import { MeController } from './own-account/me.controller.js';
import { OwnSessionsController } from './own-account/own-sessions.controller.js';
import { OwnSessionsService } from './own-account/own-sessions.service.js';
import { OwnAccountService } from './own-account/own-account.service.js';
import { AuditController } from './audit/audit.controller.js';
import { AuditResealingService } from './audit/audit-resealing.service.js';
import { AuditReadingService } from './audit/audit-reading.service.js';
import { AuditRefusalsService } from './audit/audit-refusals.service.js';
import { RefusalCountsRepository } from './audit/refusal-counts.repository.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditSchedule } from './audit/audit.schedule.js';
import { AuditRetentionService } from './audit/audit-retention.service.js';
import { AuditSealerService } from './audit/audit-sealer.service.js';
import { AuditTrailService } from './audit/audit-trail.service.js';
import { AuditVerificationService } from './audit/audit-verification.service.js';
import { CaptchasController } from './captchas/captchas.controller.js';
import { CaptchasService } from './captchas/captchas.service.js';
import { UsedCaptchasRepository } from './captchas/used-captchas.repository.js';
import { ClientsController } from './clients/clients.controller.js';
import { ClientsDirectory } from './clients/clients.directory.js';
import { ClientsRepository } from './clients/clients.repository.js';
import { ClientsService } from './clients/clients.service.js';
import { DemoController } from './demo/demo.controller.js';
import { DemoService } from './demo/demo.service.js';
import { IdentityMetrics } from './identity.metrics.js';
import { KeysController } from './keys/keys.controller.js';
import { MasterKeyRotationService } from './master-key/master-key-rotation.service.js';
import { SigningKeyResealingService } from './keys/signing-key-resealing.service.js';
import { SigningKeysRepository } from './keys/signing-keys.repository.js';
import { SigningKeysSchedule } from './keys/signing-keys.schedule.js';
import { SigningKeysService } from './keys/signing-keys.service.js';
import { MessageSendingService } from './messages/message-sending.service.js';
import { MessageResealingService } from './messages/message-resealing.service.js';
import { MessagesService } from './messages/messages.service.js';
import { MessagesSchedule } from './messages/messages.schedule.js';
import { PendingMessagesRepository } from './messages/pending-messages.repository.js';
import { AgentEndingsService } from './organisations/agent-endings.service.js';
import { AgentReviewService } from './organisations/agent-review.service.js';
import { AgentsController } from './organisations/agents.controller.js';
import { AgentsRepository } from './organisations/agents.repository.js';
import { AgentsSchedule } from './organisations/agents.schedule.js';
import { AgentsService } from './organisations/agents.service.js';
import { AgreementsController } from './organisations/agreements.controller.js';
import { AgreementsRepository } from './organisations/agreements.repository.js';
import { AgreementsService } from './organisations/agreements.service.js';
import { MembershipsDirectory } from './organisations/memberships.directory.js';
import { OrganisationAccessService } from './organisations/organisation-access.service.js';
import { OrganisationsController } from './organisations/organisations.controller.js';
import { OrganisationsRepository } from './organisations/organisations.repository.js';
import { OrganisationsService } from './organisations/organisations.service.js';
import { ReadyOrganisationsService } from './organisations/ready-organisations.service.js';
import { ActivationsService } from './password-resets/activations.service.js';
import { PasswordResetsController } from './password-resets/password-resets.controller.js';
import { PasswordResetsRepository } from './password-resets/password-resets.repository.js';
import { PasswordResetsSchedule } from './password-resets/password-resets.schedule.js';
import { PasswordResetsService } from './password-resets/password-resets.service.js';
import { ResetCodesService } from './password-resets/reset-codes.service.js';
import { ResetCompletionService } from './password-resets/reset-completion.service.js';
import { NewPasswordsService } from './passwords/new-passwords.service.js';
import { PasswordChangesService } from './passwords/password-changes.service.js';
import { PasswordRulesService } from './passwords/password-rules.service.js';
import { PasswordsController } from './passwords/passwords.controller.js';
import { PasswordsService } from './passwords/passwords.service.js';
import { SecondFactorResetsController } from './second-factor-resets/second-factor-resets.controller.js';
import { SecondFactorResetsRepository } from './second-factor-resets/second-factor-resets.repository.js';
import { SecondFactorResetsService } from './second-factor-resets/second-factor-resets.service.js';
import { FactorContentsService } from './second-factors/factor-contents.service.js';
import { FactorRemovalService } from './second-factors/factor-removal.service.js';
import { PasskeyChallengesController } from './second-factors/passkey-challenges.controller.js';
import { PasskeysService } from './second-factors/passkeys.service.js';
import { PendingSignInsRepository } from './second-factors/pending-sign-ins.repository.js';
import { PendingSignInsService } from './second-factors/pending-sign-ins.service.js';
import { RecoveryCodesRepository } from './second-factors/recovery-codes.repository.js';
import { RecoveryCodesService } from './second-factors/recovery-codes.service.js';
import { SecondFactorProofsService } from './second-factors/second-factor-proofs.service.js';
import { SecondFactorResealingService } from './second-factors/second-factor-resealing.service.js';
import { SecondFactorRulesService } from './second-factors/second-factor-rules.service.js';
import { SecondFactorsController } from './second-factors/second-factors.controller.js';
import { SecondFactorsDirectory } from './second-factors/second-factors.directory.js';
import { SecondFactorsRepository } from './second-factors/second-factors.repository.js';
import { SecondFactorsSchedule } from './second-factors/second-factors.schedule.js';
import { SecondFactorsService } from './second-factors/second-factors.service.js';
import { ClientAddressesService } from './throttling/client-addresses.service.js';
import { ThrottlesRepository } from './throttling/throttles.repository.js';
import { ThrottlingSchedule } from './throttling/throttling.schedule.js';
import { ThrottlingService } from './throttling/throttling.service.js';
import { AccessTokensService } from './tokens/access-tokens.service.js';
import { AccountAccessService } from './tokens/account-access.service.js';
import { ClientGrantService } from './tokens/client-grant.service.js';
import { PasswordGrantService } from './tokens/password-grant.service.js';
import { SecondFactorGrantService } from './tokens/second-factor-grant.service.js';
import { RefreshGrantService } from './tokens/refresh-grant.service.js';
import { RevocationsSchedule } from './revocations/revocations.schedule.js';
import { RevocationsService } from './revocations/revocations.service.js';
import { SubjectRevocationsRepository } from './revocations/subject-revocations.repository.js';
import { SessionsRepository } from './sessions/sessions.repository.js';
import { SessionsSchedule } from './sessions/sessions.schedule.js';
import { SessionsService } from './sessions/sessions.service.js';
import { PersonalTokensService } from './tokens/personal-tokens.service.js';
import { TokensController } from './tokens/tokens.controller.js';
import { IndependentTransactions } from './vault/independent-transactions.service.js';
import { RecipientKeysService } from './vault/recipient-keys.service.js';
import { VaultService } from './vault/vault.service.js';

const FOUNDATIONS = [
  VaultService,
  RecipientKeysService,
  IndependentTransactions,
  IdentityMetrics,
  ClientAddressesService,
];
const AUDIT = [
  AuditRepository,
  AuditSealerService,
  RefusalCountsRepository,
  AuditRefusalsService,
  AuditTrailService,
  AuditVerificationService,
  AuditReadingService,
  AuditResealingService,
  AuditRetentionService,
  AuditSchedule,
];
const THROTTLING = [
  ThrottlesRepository,
  ThrottlingService,
  ThrottlingSchedule,
  UsedCaptchasRepository,
  CaptchasService,
];
const ACCOUNTS = [
  AccountsRepository,
  IdentitiesRepository,
  AccountsDirectory,
  AccountsService,
  IdentityResealingService,
];
const SESSIONS = [
  SessionsRepository,
  SessionsService,
  SessionsSchedule,
  SubjectRevocationsRepository,
  RevocationsService,
  RevocationsSchedule,
];
const MESSAGES = [
  PendingMessagesRepository,
  MessageSealer,
  MessageSendingService,
  MessagesSchedule,
  MessagesService,
  MessageResealingService,
];
const ACKNOWLEDGEMENTS = [AcknowledgementsService, AcknowledgementsConsumer];
const PASSWORDS = [
  PasswordsService,
  PasswordRulesService,
  NewPasswordsService,
  PasswordChangesService,
  PasswordResetsRepository,
  ResetCodesService,
  PasswordResetsService,
  PasswordResetsSchedule,
  ResetCompletionService,
  ActivationsService,
];
const SECOND_FACTORS = [
  SecondFactorsRepository,
  RecoveryCodesRepository,
  PendingSignInsRepository,
  SecondFactorsDirectory,
  SecondFactorRulesService,
  FactorContentsService,
  PasskeysService,
  RecoveryCodesService,
  SecondFactorProofsService,
  PendingSignInsService,
  SecondFactorsService,
  FactorRemovalService,
  SecondFactorResealingService,
  SecondFactorsSchedule,
  SecondFactorResetsRepository,
  SecondFactorResetsService,
];
const CLIENTS = [ClientsRepository, ClientsDirectory, ClientsService];
const ORGANISATIONS = [
  OrganisationsRepository,
  AgreementsRepository,
  AgentsRepository,
  MembershipsDirectory,
  OrganisationAccessService,
  OrganisationsService,
  AgreementsService,
  AgentEndingsService,
  AgentsService,
  AgentReviewService,
  AgentsSchedule,
  ReadyOrganisationsService,
];
const KEYS = [
  SigningKeysRepository,
  SigningKeysService,
  SigningKeysSchedule,
  SigningKeyResealingService,
  MasterKeyRotationService,
];
const TOKENS = [
  AccessTokensService,
  AccountAccessService,
  PersonalTokensService,
  PasswordGrantService,
  SecondFactorGrantService,
  RefreshGrantService,
  ClientGrantService,
];

@Module({
  controllers: [
    TokensController,
    KeysController,
    PasswordsController,
    CaptchasController,
    PasswordResetsController,
    SecondFactorsController,
    PasskeyChallengesController,
    SecondFactorResetsController,
    MeController,
    OwnSessionsController,
    AccountsController,
    ClientsController,
    OrganisationsController,
    AgreementsController,
    AgentsController,
    AuditController,
    DemoController,
  ],
  // From bottom to top, see "Rooms" in the README.
  providers: [
    ...FOUNDATIONS,
    ...AUDIT,
    ...THROTTLING,
    ...ACCOUNTS,
    ...SESSIONS,
    ...MESSAGES,
    ...ACKNOWLEDGEMENTS,
    ...PASSWORDS,
    ...SECOND_FACTORS,
    ...CLIENTS,
    ...ORGANISATIONS,
    ...KEYS,
    ...TOKENS,
    AccountAdministrationService,
    OwnAccountService,
    OwnSessionsService,
    DemoService,
  ],
})
export class IdentityModule {}
