// npm start: from a fresh clone to every service on one port.
import { CommandFailed } from './command.mjs';
import { ensureBuilt, ensureInstalled } from './install.mjs';

try {
  ensureInstalled();
  ensureBuilt();
} catch (error) {
  if (!(error instanceof CommandFailed)) throw error;
  console.error(`${error.output}\n${error.message}`);
  process.exit(1);
}

if (process.env.NODE_ENV !== 'production') {
  process.env.PASSERELLE_DEMO ??= 'true';
  // The demo accounts sign in with their published password alone.
  process.env.PASSERELLE_SECOND_FACTOR ??= 'off';
}
// In this process rather than in a child: one process less to hold in memory, and signals arrive where they belong.
await import('../../apps/all-in-one/dist/main.js');
