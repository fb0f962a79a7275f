import type { ServiceDefinition } from '@passerelle/service-kit';

import { Notices1730000000002 } from './migrations/1730000000002-notices.js';
import { Scales1730000000001 } from './migrations/1730000000001-scales.js';
import { Notice } from './notices/notice.entity.js';
import { noticeErrors } from './notices/notices.errors.js';
import { Subscription } from './notices/subscription.entity.js';
import { revaluationErrors } from './revaluations/revaluations.errors.js';
import { scaleErrors } from './scales/scales.errors.js';
import { ScalesModule } from './scales.module.js';
import { scalesSettings } from './scales.settings.js';
import { Version } from './versions/version.entity.js';
import { versionErrors } from './versions/versions.errors.js';

export const scales: ServiceDefinition = {
  name: 'scales',
  title: { fr: 'Barèmes', en: 'Scales' },
  description: `The 17 benefit scales of the partners’ page: what is in force on a day, as known on another; their history,
their comparison, the yearly revaluation, and publication by two people.

Values are decimal strings. Each says where it comes from (\`reference\`), when it was published and how far that
date is known (\`publishedOn\`, \`publishedOnBasis\`), and how far it can be trusted (\`reliability\`).`,
  module: ScalesModule,
  entities: [Version, Subscription, Notice],
  migrations: [Scales1730000000001, Notices1730000000002],
  settings: scalesSettings,
  errors: [scaleErrors, revaluationErrors, versionErrors, noticeErrors],
};
