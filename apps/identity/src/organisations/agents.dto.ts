import { Day, Flag, Id, Name, Text, TextList } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { EMAIL_FORM, EMAIL_HINT } from '../accounts/contact-forms.js';
import { PROFILE_FORM, PROFILE_HINT } from './agreements.dto.js';

const PROFILE = {
  max: 5,
  pattern: PROFILE_FORM,
  patternHint: PROFILE_HINT,
  description: 'One of the profiles of the agreement',
  example: 'T2',
} as const;

const SERVICES = {
  max: 20,
  maxLength: 100,
  optional: true,
  description:
    'The services of the partner in whose name the agent answers: some of those that the agreement names',
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

  @TextList(SERVICES)
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

  @TextList(SERVICES)
  services?: string[];

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
