import { migrateQueue, QUEUE } from '@passerelle/messaging';
import { Installation, loginSettingOf, migrate } from '@passerelle/persistence';

import { databaseLoginSetting, type DatabaseSettings } from './database-settings.js';
import { databaseOptionsOf, type ServiceDefinition } from './definition.js';
import { type Environment, isProduction, readSettings, SettingsError } from './settings.js';

/**
 * How a process reaches the database: each service at an address of its own, and, where the process may migrate, as the
 * user who may. A process of one service in production knows its own address alone.
 */
export class DatabaseAccess {
  private readonly installation: Installation | null;
  private readonly derives: boolean;

  constructor(
    private readonly settings: DatabaseSettings,
    private readonly env: Environment,
  ) {
    const { databaseUrl, databaseInstallation, databaseLoginSecret } = settings;
    const options = {
      url: databaseUrl,
      name: databaseInstallation,
      secret: databaseLoginSecret,
    };
    this.installation = databaseUrl === '' ? null : new Installation(options);
    // A login whose password follows from the owner's would help who guesses at the owner's.
    this.derives = databaseLoginSecret !== null || !isProduction(env);
  }

  get mayMigrate(): boolean {
    return this.installation !== null;
  }

  /** @throws SettingsError when no setting leads to the address */
  urlOf(service: string): string {
    const own = this.given(service);
    if (own !== null) return own;
    if (this.installation === null) throw new SettingsError([this.missing(service)]);
    if (!this.derives) {
      throw new SettingsError([
        `${loginSettingOf(service)} or DATABASE_LOGIN_SECRET must be set in production: the password of the login of ${service} follows from nothing else`,
      ]);
    }
    return this.installation.urlOf(service);
  }

  /** For `createTransport`: empty where the queue is in Redis. */
  get queueUrl(): string {
    return this.settings.redisUrl === null ? this.urlOf(QUEUE) : '';
  }

  /** What keeps these services from reaching their database, in words. */
  problemsOf(services: readonly string[]): readonly string[] {
    const needed = this.settings.redisUrl === null ? [...services, QUEUE] : services;
    const problems = needed.flatMap((name) => {
      try {
        this.urlOf(name);
        return [];
      } catch (error) {
        if (error instanceof SettingsError) return error.problems;
        throw error;
      }
    });
    return [...new Set(problems)];
  }

  /** Brings the schema and the login of the service up to date. @returns the names of the migrations that ran */
  migrate(definition: ServiceDefinition): Promise<string[]> {
    const url = this.urlOf(definition.name);
    return migrate(this.owner, databaseOptionsOf(definition, { url, poolSize: 1 }));
  }

  /** Brings the queue's schema and login up to date, where the queue is in PostgreSQL. */
  async migrateQueue(): Promise<void> {
    if (this.settings.redisUrl === null) await migrateQueue(this.owner, this.urlOf(QUEUE));
  }

  private get owner(): Installation {
    if (this.installation === null) {
      throw new SettingsError(['DATABASE_URL must be set to migrate: it names the user who may']);
    }
    return this.installation;
  }

  private given(service: string): string | null {
    if (service === QUEUE) return this.settings.queueDatabaseUrl;
    return readSettings({ url: databaseLoginSetting(service) }, this.env).url;
  }

  private missing(service: string): string {
    return isProduction(this.env)
      ? `${loginSettingOf(service)} must be set in production: the address at which ${service} logs in to PostgreSQL`
      : 'DATABASE_URL must be set';
  }
}
