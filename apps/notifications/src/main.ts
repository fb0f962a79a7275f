import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { notifications } from './service.js';

await runService(notifications, process.env, process.argv.slice(2));
