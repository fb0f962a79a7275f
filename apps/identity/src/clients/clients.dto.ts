import { type Scope, SCOPES } from '@passerelle/contracts';
import { SomeOf, Text } from '@passerelle/http';

export class CreateClient {
  @Text({
    max: 100,
    pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/,
    patternHint: { fr: 'minuscules, chiffres et tirets', en: 'small letters, digits and hyphens' },
    example: 'rent-import',
  })
  clientId!: string;

  @SomeOf(SCOPES)
  scopes!: Scope[];
}

export class ChangeClient {
  @SomeOf(SCOPES)
  scopes!: Scope[];
}
