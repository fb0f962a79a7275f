import { type Scope, SCOPES } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

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
  @Shown({
    description: '256 random bits. Only this answer shows the secret; the service keeps a hash',
  })
  clientSecret!: string;
}
