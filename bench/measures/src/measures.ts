export { BenchDatabase, REAL_REDIS, REAL_SERVER } from './bench-database.js';
export { secondsOf, serverSeconds } from './cpu-time.js';
export { readOver } from './reads.js';
export { median, spreadOf } from './rounds.js';
