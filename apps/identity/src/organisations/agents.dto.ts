import { Day, Flag, Id, Name, Text, TextList } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { EMAIL_FORM, EMAIL_HINT } from '../accounts/contact-forms.js';

const PROFILE = {
  max: 5,
  pattern: /^T\d{1,2}$/,
  patternHint: { fr: 'un profil de la convention : T1, T2…', en: 'a profile: T1, T2…' },
  example: 'T2',
} as const;

export class AddAgent {
  @Id()
  agreementId!: string;

  @Name({ max: 200, example: 'Camille Durand' })
  displayName!: string;

  @Text({
    max: 254,
    pattern: EMAIL_FORM,
    patternHint: EMAIL_HINT,
    description: 'Professional address',
    example: 'camille.durand@example.org',
  })
  email!: string;

  @Text(PROFILE)
  profile!: string;

  @Day({ description: 'First day of access' })
  startsOn!: LocalDate;

  @Day({ optional: true, nullable: true, description: 'Last day of access' })
  endsOn?: LocalDate | null;

  @TextList({
    max: 20,
    maxLength: 100,
    optional: true,
    description: 'The services that the agent acts for',
  })
  services?: string[];

  @Flag({
    optional: true,
    description:
      'Whether the agent is one of the two administrators. Only the Caf appoints administrators',
  })
  administrator?: boolean;
}

export class ChangeAgent {
  @Text({ ...PROFILE, optional: true })
  profile?: string;

  @Day({ optional: true, nullable: true, description: 'Last day of access' })
  endsOn?: LocalDate | null;
}

export class EndAgent {
  @Day({
    optional: true,
    description:
      'The last day of access. Without a day, or with a day in the past, the access ends at once',
  })
  lastDay?: LocalDate;
}
