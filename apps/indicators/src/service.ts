import { importErrors, importMigrations } from '@passerelle/imports';
import type { ServiceDefinition } from '@passerelle/service-kit';

import { IndicatorsModule } from './indicators.module.js';
import { indicatorsSettings } from './indicators.settings.js';
import { Corrections1711400000002 } from './migrations/1711400000002-corrections.js';
import { Delays1711400000001 } from './migrations/1711400000001-delays.js';
import { processingDelayErrors } from './processing-delays/processing-delays.errors.js';
import { Snapshot } from './snapshots/snapshot.entity.js';
import { snapshotErrors } from './snapshots/snapshots.errors.js';
import { WorkItem } from './work-items/work-item.entity.js';

export const indicators: ServiceDefinition = {
  name: 'indicators',
  title: { fr: 'Indicateurs', en: 'Indicators' },
  description:
    'Publishes each week the days of arrival of the mails and requests that are being processed.',
  module: IndicatorsModule,
  entities: [Snapshot, WorkItem],
  migrations: [...importMigrations, Delays1711400000001, Corrections1711400000002],
  settings: indicatorsSettings,
  errors: [snapshotErrors, processingDelayErrors, importErrors],
};
