import { Inject, Injectable } from '@nestjs/common';
import { SignJWT } from 'jose';

import { ACCESS_TOKEN_TYPE, AUDIENCE, type Role, SIGNATURE_ALGORITHM } from '@passerelle/contracts';
import { Clock, newId } from '@passerelle/kernel';
import { PLATFORM_SETTINGS, type PlatformSettings, SETTINGS } from '@passerelle/service-kit';

import type { IdentitySettings } from '../identity.settings.js';
import { SigningKeysService } from '../keys/signing-keys.service.js';

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
}

/** Signs access tokens (RFC 9068). */
@Injectable()
export class AccessTokensService {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: IdentitySettings,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  async sign(grant: Grant): Promise<string> {
    const { kid, privateKey } = await this.keys.current();
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    return new SignJWT({
      client_id: grant.clientId,
      roles: [...grant.roles],
      scope: grant.scope,
      file_number: grant.fileNumber,
      organisation: grant.organisation,
      services: [...grant.services],
      profile: grant.profile,
    })
      .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid })
      .setIssuer(this.platform.issuer)
      .setAudience(AUDIENCE)
      .setSubject(grant.subject)
      .setJti(newId())
      .setIssuedAt(now)
      .setExpirationTime(now + this.settings.accessTokenSeconds)
      .sign(privateKey);
  }
}
