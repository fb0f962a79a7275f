import { SystemClock } from '@passerelle/kernel';
import { Logger } from '@passerelle/observability';
import { Transactions } from '@passerelle/persistence';
import {
  createServiceDataSource,
  type Environment,
  readProcessSettings,
  readSettings,
} from '@passerelle/service-kit';

import { IdentitiesRepository } from './accounts/identities.repository.js';
import { IdentityResealingService } from './accounts/identity-resealing.service.js';
import { AuditRefusalsService } from './audit/audit-refusals.service.js';
import { AuditRepository } from './audit/audit.repository.js';
import { AuditResealingService } from './audit/audit-resealing.service.js';
import { AuditSealerService } from './audit/audit-sealer.service.js';
import { AuditTrailService } from './audit/audit-trail.service.js';
import { RefusalCountsRepository } from './audit/refusal-counts.repository.js';
import { AuditVerificationService } from './audit/audit-verification.service.js';
import { identitySettings } from './identity.settings.js';
import { MasterKeyRotationService } from './master-key/master-key-rotation.service.js';
import { SigningKeyResealingService } from './keys/signing-key-resealing.service.js';
import { SigningKeysRepository } from './keys/signing-keys.repository.js';
import { SigningKeysService } from './keys/signing-keys.service.js';
import { MessageResealingService } from './messages/message-resealing.service.js';
import { PendingMessagesRepository } from './messages/pending-messages.repository.js';
import { SecondFactorResealingService } from './second-factors/second-factor-resealing.service.js';
import { SecondFactorsRepository } from './second-factors/second-factors.repository.js';
import { identity } from './service.js';
import { IndependentTransactions } from './vault/independent-transactions.service.js';
import { VaultService } from './vault/vault.service.js';

export interface Outcome {
  readonly ok: boolean;
  /** The printed result, without secrets and personal data. */
  readonly report: object;
}

type Command = (parts: Parts) => Promise<Outcome>;

interface Parts {
  readonly rotation: MasterKeyRotationService;
  readonly signingKeys: SigningKeysService;
  readonly verification: AuditVerificationService;
  readonly sealer: AuditSealerService;
}

/** The commands that an operator runs beside the service: `node dist/main.js <command>`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  'rotate-keys': async ({ rotation, sealer }) => {
    const report = await rotation.run();
    await sealer.seal();
    return { ok: report.complete, report };
  },
  'rotate-signing-key': async ({ signingKeys, sealer }) => {
    const { kid, signsFrom } = await signingKeys.rotate();
    await sealer.seal();
    return { ok: true, report: { kid, signsFrom } };
  },
  'verify-audit': async ({ verification }) => {
    const report = await verification.verify();
    return { ok: report.intact, report };
  },
};

export async function runCommand(name: string, env: Environment): Promise<Outcome> {
  const command = COMMANDS[name];
  if (command === undefined) throw new Error(`no command is called ${name}`);
  const { database } = readProcessSettings([identity], env);
  const settings = readSettings(identitySettings, env);
  const url = database.urlOf(identity.name);
  const dataSource = createServiceDataSource(identity, { url, poolSize: 3 });
  await dataSource.initialize();
  const transactions = new Transactions(dataSource);
  const independent = new IndependentTransactions(transactions);
  const clock = new SystemClock();
  const vault = new VaultService(settings);
  const audit = new AuditRepository(transactions);
  const logger = new Logger('identity', 'warn');
  const sealer = new AuditSealerService(audit, independent, vault, clock, logger);
  const refusals = new AuditRefusalsService(
    new RefusalCountsRepository(),
    independent,
    clock,
    logger,
    settings,
  );
  const trail = new AuditTrailService(audit, sealer, refusals, independent, vault, clock);
  const verification = new AuditVerificationService(audit, vault);
  const signing = new SigningKeysRepository(transactions);
  const rotation = new MasterKeyRotationService(
    new IdentityResealingService(new IdentitiesRepository(transactions, vault), transactions),
    new SigningKeyResealingService(signing, transactions, vault),
    new MessageResealingService(new PendingMessagesRepository(transactions), transactions, vault),
    new SecondFactorResealingService(
      new SecondFactorsRepository(transactions),
      transactions,
      vault,
    ),
    new AuditResealingService(audit, verification, transactions, vault),
    verification,
    trail,
    transactions,
    vault,
  );
  const signingKeys = new SigningKeysService(signing, trail, transactions, vault, clock, settings);
  try {
    return await command({ rotation, signingKeys, verification, sealer });
  } finally {
    await sealer.onModuleDestroy();
    await dataSource.destroy();
  }
}
