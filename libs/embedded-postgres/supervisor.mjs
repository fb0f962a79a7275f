// Runs one PostgreSQL server and stops it when the process that asked for it disconnects, which also happens when
// that process is killed. Plain JavaScript, because it runs beside sources that are not built (Jest) and built ones.
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { createInterface } from 'node:readline';

const SHUTDOWN_LIMIT_MS = 20_000;

const supervision = JSON.parse(process.argv[3]);
const server = spawn(supervision.command, supervision.arguments, {
  ...supervision.account,
  env: { LC_ALL: 'C', TZ: 'UTC' },
  stdio: ['ignore', 'ignore', 'pipe'],
});
let ready = false;

createInterface({ input: server.stderr }).on('line', (line) => {
  tell({ line });
  if (!line.includes('database system is ready to accept connections')) return;
  ready = true;
  tell('ready');
});

server.on('error', (error) => tell({ line: error.message }));
server.on('close', async () => {
  if (ready && supervision.temporaryDirectory) {
    await rm(supervision.temporaryDirectory, { recursive: true, force: true });
  }
  if (process.connected) process.disconnect();
});

process.on('disconnect', stop);
process.on('SIGINT', stop);
process.on('SIGTERM', stop);
if (!process.connected) stop();

function stop() {
  server.kill('SIGINT'); // fast shutdown
  setTimeout(() => server.kill('SIGQUIT'), SHUTDOWN_LIMIT_MS).unref(); // immediate: recovery at the next start
}

function tell(message) {
  if (process.connected) process.send(message, () => undefined); // whoever asked may be gone
}
