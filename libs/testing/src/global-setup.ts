import { randomBytes } from 'node:crypto';

import { startEmbeddedPostgres, temporaryDataDirectory } from '@passerelle/embedded-postgres';

/**
 * One PostgreSQL for a whole run: the one named by PASSERELLE_TEST_DATABASE_URL, or an embedded one.
 * Each test file makes databases of its own in it.
 */
export default async function globalSetup(): Promise<void> {
  process.env.PASSERELLE_TEST_RUN = randomBytes(4).toString('hex');
  const given = process.env.PASSERELLE_TEST_DATABASE_URL;
  if (given !== undefined) {
    process.env.PASSERELLE_TEST_SERVER = given;
    return;
  }
  const server = await startEmbeddedPostgres({
    dataDirectory: temporaryDataDirectory(),
    persistent: false,
    maxConnections: 300,
  });
  process.env.PASSERELLE_TEST_SERVER = server.url;
  Object.assign(globalThis, { passerelleTestServer: server });
}
