import { z } from 'zod';

import { importSettings } from '@passerelle/imports';
import { sealedMessageSettings } from '@passerelle/sealed-messages';
import { flagText, setting, type SettingsOf } from '@passerelle/service-kit';

import { MANDATE_ACTS, type MandateAct } from './mandates/mandate.js';
import { mayBeFranc } from './time-limits/last-day.js';
import { type Contested, CONTESTED } from './time-limits/time-limits.js';

const contestedList = z
  .string()
  .transform((text) => text.split(',').map((part) => part.trim()))
  .pipe(z.array(z.enum(CONTESTED)));

export const mediationSettings = {
  ...importSettings,
  ...sealedMessageSettings,
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
  mandateActs: setting<readonly MandateAct[]>({
    env: 'MEDIATION_MANDATE_ACTS',
    summary:
      'Acts, separated by commas, that a verified mandate must cover before a guardian speaks for the person in a mediation. No text names the act that a referral is.',
    schema: z
      .string()
      .transform((text) => text.split(',').map((part) => part.trim()))
      .pipe(z.array(z.enum(MANDATE_ACTS)).min(1)),
    fallback: ['benefit_request'],
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
    requiredInProduction: true,
  }),
  // R112-5 CRPA asks for the service in charge and its contacts (domain M10.1), so no letter of a production system
  // may leave with a placeholder.
  servicePostalAddress: setting({
    env: 'MEDIATION_SERVICE_POSTAL_ADDRESS',
    summary: 'The postal address of the mediation service, on one line, which letters print.',
    schema: z.string().min(1).max(200),
    fallback: '[adresse postale du service de médiation, à renseigner]',
    requiredInProduction: true,
  }),
  servicePhone: setting({
    env: 'MEDIATION_SERVICE_PHONE',
    summary: 'The telephone number of the mediation service, which letters print.',
    schema: z.string().min(1).max(40),
    fallback: '[numéro à renseigner]',
    requiredInProduction: true,
  }),
  serviceEmail: setting<string | null>({
    env: 'MEDIATION_SERVICE_EMAIL',
    summary: 'The e-mail address of the mediation service, which letters print where there is one.',
    schema: z.email(),
    fallback: null,
  }),
} as const;

export type MediationSettings = SettingsOf<typeof mediationSettings>;
