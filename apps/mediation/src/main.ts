import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { mediation } from './service.js';

await runService(mediation, process.env, process.argv.slice(2));
