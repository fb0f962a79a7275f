import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../../..');

/**
 * Provides one PostgreSQL for the whole run: the server at PASSERELLE_TEST_DATABASE_URL, or an embedded one.
 * Each test file creates separate databases on it.
 */
export default async function globalSetup(): Promise<void> {
  build('libs/embedded-postgres', 'libs/test-database');
  process.env.PASSERELLE_TEST_RUN = randomBytes(4).toString('hex');
  const given = process.env.PASSERELLE_TEST_DATABASE_URL;
  if (given !== undefined) {
    process.env.PASSERELLE_TEST_SERVER = given;
    return;
  }
  const { startEmbeddedPostgres, temporaryDataDirectory } =
    await import('@passerelle/embedded-postgres');
  const server = await startEmbeddedPostgres({
    dataDirectory: temporaryDataDirectory(),
    persistent: false,
    maxConnections: 300,
  });
  process.env.PASSERELLE_TEST_SERVER = server.url;
  Object.assign(globalThis, { passerelleTestServer: server });
}

/** Jest does not map the imports of this file and of the teardown to sources, so both import the built libraries. */
function build(...projects: string[]): void {
  const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-b', ...projects], { cwd: ROOT, stdio: 'pipe' });
}
