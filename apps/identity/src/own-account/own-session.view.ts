import { AUTHENTICATION_METHODS, type AuthenticationMethod } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

export class OwnSessionView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ description: 'Whether the access token of this request belongs to the session' })
  current!: boolean;

  @Shown({ type: String, format: 'date-time' })
  openedAt!: Date;

  @Shown({ type: String, format: 'date-time', description: 'The sign-in or the last renewal' })
  lastUsedAt!: Date;

  @Shown({ type: String, format: 'date-time', description: 'No renewal goes beyond' })
  endsAt!: Date;

  @Shown({
    type: String,
    nullable: true,
    description: 'Browser and operating system, as far as they are known',
    example: 'Firefox, Windows',
  })
  device!: string | null;

  @Shown({
    enum: AUTHENTICATION_METHODS,
    isArray: true,
    description: 'How the person signed in (RFC 8176)',
  })
  amr!: readonly AuthenticationMethod[];
}

export class OwnSessionsView {
  @Shown({ type: [OwnSessionView], description: 'The latest used first, at most 100' })
  sessions!: readonly OwnSessionView[];
}
