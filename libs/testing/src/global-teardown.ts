import type { EmbeddedPostgres } from '@passerelle/embedded-postgres';

export default async function globalTeardown(): Promise<void> {
  const { passerelleTestServer } = globalThis as { passerelleTestServer?: EmbeddedPostgres };
  await passerelleTestServer?.stop();
}
