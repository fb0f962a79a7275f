import { type Role, ROLES } from '@passerelle/contracts';
import { Shown } from '@passerelle/http';
import type { Language } from '@passerelle/kernel';

export const LANGUAGES: readonly Language[] = ['fr', 'en'];

/** An account without the data of the person, which are at `/identity`. */
export class AccountView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown()
  username!: string;

  @Shown({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @Shown({ type: String, nullable: true })
  fileNumber!: string | null;

  @Shown({ type: String, nullable: true })
  organisation!: string | null;

  @Shown({ type: [String] })
  services!: readonly string[];

  @Shown({ enum: LANGUAGES })
  language!: Language;

  @Shown({ description: 'Whether the person has chosen a password' })
  activated!: boolean;

  @Shown({ type: String, format: 'date-time', nullable: true })
  passwordChangedAt!: Date | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  lastUsedAt!: Date | null;

  @Shown({ type: String, format: 'date-time' })
  createdAt!: Date;

  @Shown({ type: String, format: 'date-time', nullable: true })
  closedAt!: Date | null;

  @Shown({ type: 'integer' })
  version!: number;
}

export class AccountIdentityView {
  @Shown({ description: 'Whether a NIR is known. No answer shows the NIR' })
  hasNir!: boolean;

  @Shown({ type: String, nullable: true })
  displayName!: string | null;

  @Shown({ type: String, nullable: true })
  email!: string | null;

  @Shown({ type: String, nullable: true })
  phone!: string | null;

  @Shown({ type: [String], nullable: true })
  addressLines!: readonly string[] | null;
}
