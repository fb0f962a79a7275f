import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from './command.mjs';

const PATIENCE_MS = 1_000;

/** Whether both servers let us in: a PostgreSQL that asks for a password we lack is as good as none. */
export async function serversAnswer(databaseUrl, redisUrl) {
  const answers = await Promise.allSettled([askPostgres(databaseUrl), askRedis(redisUrl)]);
  return answers.every(({ status }) => status === 'fulfilled');
}

async function askPostgres(connectionString) {
  const { Client } = requireFrom('libs/embedded-postgres', 'pg');
  const client = new Client({ connectionString, connectionTimeoutMillis: PATIENCE_MS });
  await client.connect();
  await client.end();
}

async function askRedis(url) {
  const { Redis } = requireFrom('libs/messaging', 'ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    retryStrategy: () => null,
  });
  redis.on('error', () => undefined); // connect() and ping() reject as well
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
}

/** The root has no such dependency; a package of the workspace does. */
function requireFrom(directory, dependency) {
  return createRequire(path.join(ROOT, directory, 'package.json'))(dependency);
}
