import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';

import {
  ACCESS_TOKEN_TYPE,
  AUDIENCE,
  authenticationClass,
  type Role,
  SIGNATURE_ALGORITHM,
} from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { SigningKeysService } from '../keys/signing-keys.service.js';
import type { Session } from '../sessions/session.entity.js';
import type { TokenView } from './token.view.js';

export interface Grant {
  readonly subject: string;
  readonly clientId: string;
  readonly roles: readonly Role[];
  readonly scope: string;
  readonly fileNumber: string | null;
  readonly organisation: string | null;
  readonly services: readonly string[];
  /** The profile of a partner's agent, by which other services decide what the agent may see (domain C2). */
  readonly profile: string | null;
  /** Null for a batch client, which has no session. */
  readonly session: Pick<Session, 'id' | 'amr' | 'authenticatedAt' | 'endsAt'> | null;
}

export type SignedToken = Pick<TokenView, 'access_token' | 'token_type' | 'expires_in'>;

/** Signs access tokens (RFC 9068). */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async sign(grant: Grant): Promise<SignedToken> {
    const { kid, privateKey } = await this.keys.current();
    const { session } = grant;
    const now = secondsOf(this.clock.now());
    const lifeSeconds = Math.min(
      this.settings.accessTokenSeconds,
      session === null ? Infinity : secondsOf(session.endsAt) - now,
    );
    const token = await new SignJWT({
      client_id: grant.clientId,
      roles: [...grant.roles],
      scope: grant.scope,
      file_number: grant.fileNumber,
      organisation: grant.organisation,
      services: [...grant.services],
      profile: grant.profile,
      sid: session?.id ?? null,
      auth_time: session === null ? null : secondsOf(session.authenticatedAt),
      amr: session?.amr ?? [],
      acr: authenticationClass(session?.amr ?? []),
    })
      .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })
      .setIssuer(this.platform.issuer)
      .setAudience(AUDIENCE)
      .setSubject(grant.subject)
      .setJti(newId())
      .setIssuedAt(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(privateKey);
    return { access_token: token, token_type: 'Bearer', expires_in: lifeSeconds };
  }
}

function secondsOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1_000);
}
