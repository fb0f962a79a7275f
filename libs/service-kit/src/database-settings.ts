import { z } from 'zod';

import { QUEUE } from '@passerelle/messaging';
import { loginSettingOf } from '@passerelle/persistence';

import { type Setting, setting, type SettingsOf } from './settings.js';

const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });

/** The address at which a service, or the queue, logs in to PostgreSQL. */
export function databaseLoginSetting(name: string, owner = name): Setting<string | null> {
  return setting<string | null>({
    env: loginSettingOf(name),
    summary: `PostgreSQL as the login of ${owner}: all that this part of the system needs of the database in production. By default the address of \`DATABASE_URL\` with a user and a password that follow from \`DATABASE_INSTALLATION\` and \`DATABASE_LOGIN_SECRET\`.`,
    schema: postgresUrl,
    fallback: null,
    secret: true,
  });
}

/** Where PostgreSQL and the queue are, whatever the service. */
export const databaseSettings = {
  databaseUrl: setting({
    env: 'DATABASE_URL',
    summary:
      'PostgreSQL (15 or later) as the user who migrates: a superuser, or the owner of the database with CREATEROLE. Outside production it is all that a start needs: the start makes the login of each service and migrates. In production only `main.js migrate` needs it.',
    schema: postgresUrl,
    fallback: '',
    secret: true,
  }),
  databaseInstallation: setting<string | null>({
    env: 'DATABASE_INSTALLATION',
    summary:
      'Part of the names of the database roles (`passerelle_<installation>_<service>`), which belong to the whole server; by default the name of the database.',
    schema: z.string().regex(/^[a-z][a-z0-9_]{0,23}$/),
    fallback: null,
  }),
  databaseLoginSecret: setting<string | null>({
    env: 'DATABASE_LOGIN_SECRET',
    summary:
      'What the passwords of the logins are derived from, unless an address of its own names the password; at least 32 random characters. Outside production the password of `DATABASE_URL` by default. A process that serves one service should not have it.',
    schema: z.string().min(32),
    fallback: null,
    secret: true,
  }),
  queueDatabaseUrl: databaseLoginSetting(QUEUE, 'the queues, where they live in PostgreSQL'),
  redisUrl: setting<string | null>({
    env: 'REDIS_URL',
    summary: 'Redis (7 or later) for the queues; without it they live in PostgreSQL.',
    schema: z.url({ protocol: /^rediss?$/ }),
    fallback: null,
    secret: true,
  }),
} as const;

export type DatabaseSettings = SettingsOf<typeof databaseSettings>;
