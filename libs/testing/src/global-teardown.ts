import type { EmbeddedPostgres } from '@passerelle/embedded-postgres';

export default async function globalTeardown(): Promise<void> {
  const { passerelleTestServer } = globalThis as { passerelleTestServer?: EmbeddedPostgres };
  if (passerelleTestServer !== undefined) {
    await passerelleTestServer.stop();
    return;
  }
  const { TestDatabase } = await import('@passerelle/test-database');
  await TestDatabase.dropTemplates();
}
