export { secondsOf, serverSeconds } from './cpu-time.js';
export { median, spreadOf } from './rounds.js';
