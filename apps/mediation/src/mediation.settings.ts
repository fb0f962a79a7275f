import { z } from 'zod';

import { importSpoolSettings } from '@passerelle/imports';
import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

import { mayBeFranc } from './time-limits/last-day.js';
import { type Contested, CONTESTED } from './time-limits/time-limits.js';

const contestedList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(CONTESTED)));

export const mediationSettings = {
  ...importSpoolSettings,
  hasRightsAccessOfficer: setting({
    env: 'MEDIATION_HAS_RIGHTS_ACCESS_OFFICER',
    summary:
      'Whether this Caf has a référent accès aux droits, who then handles the abnormal delays.',
    schema: flagText,
    fallback: false,
  }),
  informationDays: setting({
    env: 'MEDIATION_INFORMATION_DAYS',
    summary: 'Days to answer a request for more information. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(365),
    fallback: 30,
  }),
  limitsNotRolled: setting<readonly Contested[]>({
    env: 'MEDIATION_LIMITS_NOT_ROLLED',
    summary:
      'Benefits (and `penalty`), separated by commas, whose time limit does not move to the next working day when it ends on a day off. The legal service confirms the move for each remedy.',
    schema: contestedList,
    fallback: [],
  }),
  limitsFranc: setting<readonly Contested[]>({
    env: 'MEDIATION_LIMITS_FRANC',
    summary:
      'Benefits, separated by commas, whose time limit has one day more before the administrative judge (délai franc). No verified text says so.',
    schema: contestedList.refine((list) => list.every(mayBeFranc), {
      error: 'only benefits that go to the administrative judge',
    }),
    fallback: [],
  }),
  suppressionThreshold: setting({
    env: 'MEDIATION_SUPPRESSION_THRESHOLD',
    summary:
      'Only mediators see cells of the statistics below this number. No text sets this value.',
    schema: z.coerce.number().int().min(1).max(100),
    fallback: 5,
  }),
  serviceName: setting({
    env: 'MEDIATION_SERVICE_NAME',
    summary: 'The name of the mediation service in letters and reports.',
    schema: z.string().min(1),
    fallback: 'Caf de Loire-Atlantique — médiation administrative',
  }),
  serviceEmail: setting<string | null>({
    env: 'MEDIATION_SERVICE_EMAIL',
    summary: 'The e-mail address of the mediator, which acknowledgements print.',
    schema: z.email(),
    fallback: 'mediation-caf44@caf44.caf.fr',
  }),
} as const;

export type MediationSettings = SettingsOf<typeof mediationSettings>;
