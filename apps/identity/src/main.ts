import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { COMMANDS, runCommand } from './commands.js';
import { identity } from './service.js';

const [command = '', ...rest] = process.argv.slice(2);
if (command in COMMANDS) {
  const { ok, report } = await runCommand(command, process.env);
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = ok ? 0 : 1;
} else {
  await runService(identity, process.env, [command, ...rest]);
}
