import type { EmbeddedPostgres } from '@passerelle/embedded-postgres';
import { TestDatabase } from '@passerelle/test-database';

export default async function globalTeardown(): Promise<void> {
  const { passerelleTestServer } = globalThis as { passerelleTestServer?: EmbeddedPostgres };
  if (passerelleTestServer !== undefined) {
    await passerelleTestServer.stop();
    return;
  }
  await TestDatabase.dropTemplates();
}
