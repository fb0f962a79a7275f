import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { z } from 'zod';

import {
  PLATFORM_SETTINGS,
  type PlatformSettings,
  publicUrlOf,
  SETTINGS,
} from '@passerelle/service-kit';

import type { Account } from '../accounts/account.entity.js';
import type { IdentitySettings } from '../identity.settings.js';
import type { SecondFactor } from './second-factor.entity.js';

/** Named in the options and at the verification, so that an answer cannot choose another algorithm. */
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];

const TIMEOUT_MS = 120_000;

const base64url = z.string().regex(/^[\w-]+$/);
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

const credential = z.object({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  clientExtensionResults: z.object({}).default({}),
});

const attestation = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string()).default([]),
  }),
});

const assertion = credential.extend({
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
});

export interface NewPasskey {
  readonly credentialId: string;
  readonly publicKey: string;
  readonly transports: string[];
  readonly signCount: number;
  readonly deviceBound: boolean;
}

/**
 * Passkeys (WebAuthn). A passkey belongs to the host of the public address, and proves itself on pages of that
 * address only, so that a page that imitates the Caf gets nothing.
 */
@Injectable()
export class PasskeysService {
  private readonly rpID: string;
  private readonly origins: string[];

  constructor(
    @Inject(PLATFORM_SETTINGS) platform: Pick<PlatformSettings, 'publicUrl' | 'issuer'>,
    @Inject(SETTINGS)
    private readonly settings: Pick<
      IdentitySettings,
      'passkeyHost' | 'passkeyOrigins' | 'secondFactorName'
    >,
  ) {
    const { hostname, origin } = new URL(publicUrlOf(platform));
    this.rpID = settings.passkeyHost ?? hostname;
    this.origins = settings.passkeyOrigins === null ? [origin] : [...settings.passkeyOrigins];
  }

  /** What `navigator.credentials.create` takes. */
  registrationOptions(
    { id, username }: Pick<Account, 'id' | 'username'>,
    known: readonly SecondFactor[],
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    return generateRegistrationOptions({
      rpName: this.settings.secondFactorName,
      rpID: this.rpID,
      userID: Uint8Array.from(Buffer.from(id.replaceAll('-', ''), 'hex')),
      userName: username,
      timeout: TIMEOUT_MS,
      attestationType: 'none',
      excludeCredentials: descriptorsOf(known),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'preferred' },
      supportedAlgorithmIDs: ALGORITHMS,
    });
  }

  /** What `navigator.credentials.get` takes. */
  authenticationOptions(
    known: readonly SecondFactor[],
  ): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return generateAuthenticationOptions({
      rpID: this.rpID,
      allowCredentials: descriptorsOf(known),
      timeout: TIMEOUT_MS,
      userVerification: 'preferred',
    });
  }

  /** @returns undefined when the answer does not prove a new passkey */
  async registered(encoded: string, challenge: string): Promise<NewPasskey | undefined> {
    const response = attestation.safeParse(jsonOf(encoded)).data;
    if (response === undefined || namesCertificates(response)) return undefined;
    try {
      const { verified, registrationInfo } = await verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.origins,
        expectedRPID: this.rpID,
        requireUserVerification: false,
        supportedAlgorithmIDs: ALGORITHMS,
      });
      if (!verified) return undefined;
      const { credential: passkey, credentialDeviceType } = registrationInfo;
      return {
        credentialId: passkey.id,
        publicKey: Buffer.from(passkey.publicKey).toString('base64url'),
        transports: TRANSPORTS.filter((one) => response.response.transports.includes(one)),
        signCount: passkey.counter,
        deviceBound: credentialDeviceType === 'singleDevice',
      };
    } catch {
      return undefined;
    }
  }

  /**
   * The passkey that an answer proves, of the passkeys of one account. Possession is proved beside the password, so
   * the authenticator need not verify the person a second time.
   */
  async proved(
    encoded: string,
    challenge: string,
    known: readonly SecondFactor[],
  ): Promise<{ readonly factor: SecondFactor; readonly signCount: number } | undefined> {
    const response = assertion.safeParse(jsonOf(encoded)).data;
    const factor = known.find(({ credentialId }) => credentialId === response?.id);
    if (response === undefined || factor === undefined || factor.publicKey === null) {
      return undefined;
    }
    try {
      const { verified, authenticationInfo } = await verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: this.origins,
        expectedRPID: this.rpID,
        credential: {
          id: response.id,
          publicKey: Uint8Array.from(Buffer.from(factor.publicKey, 'base64url')),
          counter: factor.signCount,
        },
        requireUserVerification: false,
      });
      return verified ? { factor, signCount: authenticationInfo.newCounter } : undefined;
    } catch {
      return undefined;
    }
  }
}

/**
 * No attestation is asked for, so an answer needs no certificates. The library would read them, and for formats whose
 * roots it knows ask the revocation lists that they name.
 */
function namesCertificates({ response }: z.infer<typeof attestation>): boolean {
  try {
    const bytes = Uint8Array.from(Buffer.from(response.attestationObject, 'base64url'));
    const decoded = decodeAttestationObject(bytes);
    const format = decoded.get('fmt');
    return (
      format !== 'none' && (format !== 'packed' || decoded.get('attStmt').get('x5c') !== undefined)
    );
  } catch {
    return true;
  }
}

function descriptorsOf(factors: readonly SecondFactor[]) {
  return factors.flatMap(({ credentialId, transports }) =>
    credentialId === null ? [] : [{ id: credentialId, transports }],
  );
}

/** The JSON that the browser answers, in base64 as a captcha is. */
function jsonOf(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
