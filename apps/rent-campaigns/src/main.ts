import 'reflect-metadata';

import { runService } from '@passerelle/service-kit';

import { rentCampaigns } from './service.js';

await runService(rentCampaigns, process.env, process.argv.slice(2));
