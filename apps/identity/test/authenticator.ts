import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

import { isoCBOR } from '@simplewebauthn/server/helpers';

const PRESENT = 0x01;
const WITH_CREDENTIAL = 0x40;

export interface CeremonyOptions {
  /** In place of the count that goes up by one. */
  readonly signCount?: number;
  readonly origin?: string;
  readonly attestation?: { readonly fmt: string; readonly attStmt: Map<string, unknown> };
}

/** A security key in software: it makes passkeys and signs challenges, as section 6 of Web Authentication says. */
export class Authenticator {
  readonly id = randomBytes(32);
  private readonly privateKey: KeyObject;
  private readonly coseKey: Uint8Array;
  private signCount = 0;

  constructor(private readonly origin: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.privateKey = privateKey;
    const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
    this.coseKey = isoCBOR.encode(
      new Map<number, number | Uint8Array>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Uint8Array.from(Buffer.from(x, 'base64url'))],
        [-3, Uint8Array.from(Buffer.from(y, 'base64url'))],
      ]),
    );
  }

  /** What `navigator.credentials.create` answers, as JSON in base64. */
  create(challenge: string, options: CeremonyOptions = {}): string {
    const { fmt = 'none', attStmt = new Map() } = options.attestation ?? {};
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const authData = Buffer.concat([
      this.header(PRESENT | WITH_CREDENTIAL, 0),
      Buffer.alloc(16),
      length,
      this.id,
      this.coseKey,
    ]);
    const attestationObject = isoCBOR.encode(
      new Map<string, unknown>([
        ['fmt', fmt],
        ['attStmt', attStmt],
        ['authData', Uint8Array.from(authData)],
      ]) as never,
    );
    return this.answer({
      clientDataJSON: this.clientData('webauthn.create', challenge, options),
      attestationObject: Buffer.from(attestationObject).toString('base64url'),
      transports: ['usb'],
    });
  }

  /** What `navigator.credentials.get` answers, as JSON in base64. */
  get(challenge: string, options: CeremonyOptions = {}): string {
    this.signCount = options.signCount ?? this.signCount + 1;
    const authenticatorData = this.header(PRESENT, this.signCount);
    const clientDataJSON = this.clientData('webauthn.get', challenge, options);
    const hash = createHash('sha256').update(Buffer.from(clientDataJSON, 'base64url')).digest();
    const signature = sign('sha256', Buffer.concat([authenticatorData, hash]), this.privateKey);
    return this.answer({
      clientDataJSON,
      authenticatorData: authenticatorData.toString('base64url'),
      signature: signature.toString('base64url'),
    });
  }

  private header(flags: number, signCount: number): Buffer {
    const rest = Buffer.alloc(5);
    rest.writeUInt8(flags);
    rest.writeUInt32BE(signCount, 1);
    const { hostname } = new URL(this.origin);
    return Buffer.concat([createHash('sha256').update(hostname).digest(), rest]);
  }

  private clientData(
    type: string,
    challenge: string,
    { origin = this.origin }: CeremonyOptions,
  ): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin })).toString('base64url');
  }

  private answer(response: object): string {
    const id = this.id.toString('base64url');
    const answer = { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
    return Buffer.from(JSON.stringify(answer)).toString('base64');
  }
}
