import { Day, OneOf, Text, TextList } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { AGREEMENT_STATUSES, type AgreementStatus } from './agreement.js';

export const PROFILE_FORM = /^T\d{1,2}$/;
export const PROFILE_HINT = {
  fr: 'un profil de la convention : T1, T2…',
  en: 'a profile: T1, T2…',
} as const;

const SERVICES = {
  max: 50,
  maxLength: 100,
  optional: true,
  example: ['accompagnement-social'],
  description: 'The services of the partner in whose name its agents may answer; none by default',
} as const;

const PROFILES = {
  max: 12,
  maxLength: 5,
  pattern: PROFILE_FORM,
  expects: {
    fr: 'une liste de profils différents : T1, T2…',
    en: 'a list of different profiles: T1, T2…',
  },
  optional: true,
  example: ['T2'],
  description: 'The profiles that its agents may have; none by default',
} as const;

export class CreateAgreement {
  @Text({
    max: 500,
    multiline: true,
    description: 'The public task for which the partner consults dossiers',
  })
  purpose!: string;

  @TextList({
    max: 20,
    maxLength: 50,
    example: ['cdap'],
    description: 'The extranets that the partner asks for',
  })
  extranets!: string[];

  @TextList(SERVICES)
  services?: string[];

  @TextList(PROFILES)
  profiles?: string[];

  @Day({ description: 'The day on which the questionnaire arrived' })
  receivedOn!: LocalDate;
}

export class ChangeAgreement {
  @TextList(SERVICES)
  services?: string[];

  @TextList(PROFILES)
  profiles?: string[];
}

const STEPS = AGREEMENT_STATUSES.filter((status) => status !== 'questionnaire_received');

export class TakeStep {
  @OneOf(STEPS)
  to!: AgreementStatus;

  @Day({ description: 'Today or a day in the past, and not before the last step' })
  on!: LocalDate;

  @Day({
    optional: true,
    description:
      'The last day of the agreement. Required to open or renew an agreement without a last day',
  })
  endsOn?: LocalDate;

  @Text({
    max: 500,
    multiline: true,
    optional: true,
    description: 'Required to suspend or terminate. The reason must not name a person',
  })
  reason?: string;
}
