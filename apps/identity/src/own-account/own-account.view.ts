import {
  AUTHENTICATION_CLASSES,
  AUTHENTICATION_METHODS,
  type AuthenticationClass,
  type AuthenticationMethod,
  type Role,
  ROLES,
} from '@passerelle/contracts';
import { Shown } from '@passerelle/http';

export class OwnAccountView {
  @Shown()
  username!: string;

  @Shown({ type: String, nullable: true })
  displayName!: string | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  passwordChangedAt!: Date | null;

  @Shown({ enum: ['ok', 'change_recommended', 'change_required'] })
  passwordStatus!: 'ok' | 'change_recommended' | 'change_required';

  @Shown({ type: String, format: 'date-time', nullable: true })
  lastUsedAt!: Date | null;
}

export class MeView {
  @Shown({ format: 'uuid' })
  subject!: string;

  @Shown({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @Shown({ type: [String] })
  scopes!: readonly string[];

  @Shown({ type: String, nullable: true, description: 'The dossier of a beneficiary' })
  fileNumber!: string | null;

  @Shown({ type: String, nullable: true })
  organisation!: string | null;

  @Shown({ type: [String], description: 'The services that the person acts for' })
  services!: readonly string[];

  @Shown({ type: String, nullable: true, description: 'The profile of a partner’s agent' })
  profile!: string | null;

  @Shown({ type: String, format: 'uuid', nullable: true, description: 'Null for a batch client' })
  sessionId!: string | null;

  @Shown({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When the person last proved who they are; null for a batch client',
  })
  authenticatedAt!: Date | null;

  @Shown({
    enum: AUTHENTICATION_METHODS,
    isArray: true,
    description: 'How the person signed in (RFC 8176)',
  })
  amr!: readonly AuthenticationMethod[];

  @Shown({ type: String, enum: AUTHENTICATION_CLASSES, nullable: true })
  acr!: AuthenticationClass | null;

  @Shown({ type: OwnAccountView, nullable: true, description: 'Null for a batch client' })
  account!: OwnAccountView | null;
}
