import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { indicators } from './service.js';

await runService(indicators, process.env, process.argv.slice(2));
