import { type Scope, SCOPES } from '@passerelle/contracts';
import { Shown, SomeOf, Text } from '@passerelle/http';

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

export class ClientView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown()
  clientId!: string;

  @Shown({ enum: SCOPES, isArray: true })
  scopes!: Scope[];

  @Shown({ description: 'Whether a secret was issued' })
  hasSecret!: boolean;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: Date;

  @Shown({ type: String, format: 'date-time', nullable: true })
  closedAt!: Date | null;

  @Shown({ type: 'integer' })
  version!: number;
}

export class ClientSecretView {
  @Shown({ description: '256 random bits; shown this once, kept as a hash' })
  clientSecret!: string;
}
