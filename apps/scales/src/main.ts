import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { scales } from './service.js';

await runService(scales, process.env, process.argv.slice(2));
