import { createHmac, createPublicKey, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { exportJWK } from 'jose';

import { KeySet } from './key-set.js';
import { type Revocations, revocationKey } from './revocations.js';
import { TokenVerifier } from './token-verifier.js';

const ISSUER = 'http://identity.test/identity';
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

const HEADER = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };
const now = (): number => Math.floor(Date.now() / 1_000);
const claims = () => ({
  iss: ISSUER,
  aud: 'passerelle',
  sub: randomUUID(),
  iat: now(),
  exp: now() + 600,
  jti: 'j',
  client_id: 'test',
  roles: ['mediator'],
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

function signed(header: object, payload: unknown, key = privateKey): string {
  const input = `${encode(header)}.${encode(payload)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

function withHmac(header: object, secret: string | Buffer): string {
  const input = `${encode(header)}.${encode(claims())}`;
  return `${input}.${createHmac('sha256', secret).update(input).digest('base64url')}`;
}

/** Someone else's key set, which nothing in a token may lead to. */
const ELSEWHERE = 'http://127.0.0.1:9/jwks.json';
const jwkOf = (key = stranger.publicKey) => key.export({ format: 'jwk' });

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const nextLetter = (letter: string): string => LETTERS[LETTERS.indexOf(letter) + 1] ?? '';

/** 40 ways to spoil a token (RFC 8725 § 2 and RFC 7515 § 4). */
const MUTATIONS: readonly (readonly [string, () => string])[] = [
  ['alg none, no signature', () => `${encode({ ...HEADER, alg: 'none' })}.${encode(claims())}.`],
  ['alg none, a signature', () => signed({ ...HEADER, alg: 'none' }, claims())],
  ['alg NoNe', () => signed({ ...HEADER, alg: 'NoNe' }, claims())],
  ['no alg', () => signed({ typ: 'at+jwt', kid: 'k1' }, claims())],
  ['alg es256', () => signed({ ...HEADER, alg: 'es256' }, claims())],
  ['alg ES384', () => signed({ ...HEADER, alg: 'ES384' }, claims())],
  ['alg RS256', () => signed({ ...HEADER, alg: 'RS256' }, claims(), rsa.privateKey)],
  ['alg in a list', () => signed({ ...HEADER, alg: ['ES256'] }, claims())],
  [
    'HS256 with the public key in PEM',
    () => withHmac({ ...HEADER, alg: 'HS256' }, publicKey.export({ format: 'pem', type: 'spki' })),
  ],
  [
    'HS256 with the public key in DER',
    () => withHmac({ ...HEADER, alg: 'HS256' }, publicKey.export({ format: 'der', type: 'spki' })),
  ],
  [
    'HS256 with the public key as JWK',
    () => withHmac({ ...HEADER, alg: 'HS256' }, JSON.stringify(jwkOf(publicKey))),
  ],
  ['HS256 with an empty secret', () => withHmac({ ...HEADER, alg: 'HS256' }, '')],
  [
    'ES256 in words, HMAC in fact',
    () => withHmac(HEADER, publicKey.export({ format: 'pem', type: 'spki' })),
  ],
  ['another key', () => signed(HEADER, claims(), stranger.privateKey)],
  ['another audience', () => signed(HEADER, { ...claims(), aud: 'elsewhere' })],
  ['no audience', () => signed(HEADER, { ...claims(), aud: undefined })],
  ['another issuer', () => signed(HEADER, { ...claims(), iss: `${ISSUER}.evil.test` })],
  ['the issuer with a slash', () => signed(HEADER, { ...claims(), iss: `${ISSUER}/` })],
  ['no issuer', () => signed(HEADER, { ...claims(), iss: undefined })],
  ['expired', () => signed(HEADER, { ...claims(), exp: now() - 61 })],
  ['no expiry', () => signed(HEADER, { ...claims(), exp: undefined })],
  ['expiry in words', () => signed(HEADER, { ...claims(), exp: 'tomorrow' })],
  ['not yet valid', () => signed(HEADER, { ...claims(), nbf: now() + 120 })],
  ['an unknown kid', () => signed({ ...HEADER, kid: 'k9' }, claims())],
  ['no kid', () => signed({ alg: 'ES256', typ: 'at+jwt' }, claims())],
  ['kid a number', () => signed({ ...HEADER, kid: 1 }, claims())],
  ['kid a path', () => signed({ ...HEADER, kid: '../../../../dev/null' }, claims())],
  ['kid a statement', () => signed({ ...HEADER, kid: "k1' or '1'='1" }, claims())],
  ['kid __proto__', () => signed({ ...HEADER, kid: '__proto__' }, claims())],
  ['typ JWT', () => signed({ ...HEADER, typ: 'JWT' }, claims())],
  ['no typ', () => signed({ alg: 'ES256', kid: 'k1' }, claims())],
  ['crit', () => signed({ ...HEADER, crit: ['exp'] }, claims())],
  ['crit of an unknown extension', () => signed({ ...HEADER, crit: ['x'], x: 1 }, claims())],
  ['an empty crit', () => signed({ ...HEADER, crit: [] }, claims())],
  ['b64 false', () => signed({ ...HEADER, b64: false, crit: ['b64'] }, claims())],
  [
    'a key of its own (jwk)',
    () => signed({ ...HEADER, jwk: jwkOf() }, claims(), stranger.privateKey),
  ],
  [
    'keys elsewhere (jku)',
    () => signed({ ...HEADER, kid: 'k9', jku: ELSEWHERE }, claims(), stranger.privateKey),
  ],
  [
    'a certificate elsewhere (x5u)',
    () => signed({ ...HEADER, kid: 'k9', x5u: ELSEWHERE }, claims(), stranger.privateKey),
  ],
  [
    'a certificate of its own (x5c)',
    () => signed({ ...HEADER, x5c: ['MIIB'] }, claims(), stranger.privateKey),
  ],
  [
    'an altered payload',
    () => {
      const [header, , signature] = signed(HEADER, claims()).split('.');
      return [header, encode({ ...claims(), roles: ['admin'] }), signature].join('.');
    },
  ],
  [
    'an altered header',
    () => {
      const [, payload, signature] = signed(HEADER, claims()).split('.');
      return [encode({ ...HEADER, x: 1 }), payload, signature].join('.');
    },
  ],
  [
    'an altered signature',
    () => {
      const token = signed(HEADER, claims());
      const at = token.length - 20;
      return `${token.slice(0, at)}${token[at] === 'A' ? 'B' : 'A'}${token.slice(at + 1)}`;
    },
  ],
  [
    'a signature of zeros',
    () => `${encode(HEADER)}.${encode(claims())}.${Buffer.alloc(64).toString('base64url')}`,
  ],
  [
    'a signature in DER',
    () => {
      const input = `${encode(HEADER)}.${encode(claims())}`;
      return `${input}.${sign('sha256', Buffer.from(input), privateKey).toString('base64url')}`;
    },
  ],
  [
    'another spelling of the signature',
    () => {
      // 64 bytes leave four bits of the last letter unused.
      const token = signed(HEADER, claims());
      return `${token.slice(0, -1)}${nextLetter(token.at(-1) ?? '')}`;
    },
  ],
  ['truncated', () => signed(HEADER, claims()).slice(0, -4)],
  ['without signature', () => signed(HEADER, claims()).replace(/[^.]+$/, '')],
  ['two parts', () => signed(HEADER, claims()).split('.').slice(0, 2).join('.')],
  ['two dots more', () => `${signed(HEADER, claims())}..`],
  ['five parts, like an encrypted one', () => `${signed(HEADER, claims())}.a.b`],
  [
    '100 kB',
    () => signed(HEADER, { ...claims(), padding: 'x'.repeat(100_000) }, stranger.privateKey),
  ],
  ['a payload that is no JSON', () => signed(HEADER, 'x').replace(/\.[^.]+\./, '.eA.')],
  ['a payload that is a list', () => signed(HEADER, [claims()])],
  ['a payload that is null', () => signed(HEADER, null)],
  ['a header that is no JSON', () => signed(HEADER, claims()).replace(/^[^.]+/, 'eA')],
  ['an unknown role', () => signed(HEADER, { ...claims(), roles: ['root'] })],
  ['roles in words', () => signed(HEADER, { ...claims(), roles: 'admin' })],
  ['a subject that is no uuid', () => signed(HEADER, { ...claims(), sub: 'mediator' })],
];

describe('TokenVerifier', () => {
  let server: Server;
  let url: string;
  let asked = 0;
  let revoked: Revocations | undefined;
  let unavailable = false;

  beforeAll(async () => {
    const keys = [
      {
        ...(await exportJWK(createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })))),
        kid: 'k1',
      },
    ];
    server = createServer((_, response) => {
      asked++;
      if (unavailable) response.statusCode = 503;
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys, revoked }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  afterEach(() => jest.useRealTimers());

  const verifier = (): TokenVerifier => new TokenVerifier(new KeySet({ url }), ISSUER);
  const bearer = (token: string): string => `Bearer ${token}`;

  it('takes a good token, also within the clocks’ tolerance', async () => {
    for (const payload of [
      claims(),
      { ...claims(), exp: now() - 50 },
      { ...claims(), nbf: now() + 50 },
      { ...claims(), aud: ['elsewhere', 'passerelle'] },
    ]) {
      const actor = await verifier().verify(bearer(signed(HEADER, payload)));
      expect(actor).toMatchObject({ subject: payload.sub, roles: ['mediator'] });
    }
  });

  it.each(MUTATIONS)('refuses %s', async (_, token) => {
    const one = verifier();
    await expect(one.verify(bearer(token()))).rejects.toThrow('auth/token-invalid');
    await expect(one.verify(bearer(signed(HEADER, claims())))).resolves.toBeDefined();
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    'Basic YTpi',
    'Bearer a.b',
    'Bearer a b',
    'Bearer a.b.c, Bearer d.e.f',
  ])('refuses the header %j', async (header) => {
    await expect(verifier().verify(header)).rejects.toThrow('auth/token-invalid');
  });

  it('asks for a token when there is none', async () => {
    await expect(verifier().verify(undefined)).rejects.toThrow('auth/token-missing');
  });

  it('fetches the keys once for many first callers', async () => {
    const one = verifier();
    asked = 0;
    await Promise.all(
      Array.from({ length: 50 }, () => one.verify(bearer(signed(HEADER, claims())))),
    );
    expect(asked).toBe(1);
  });

  it('remembers a token for a minute, but never beyond its expiry', async () => {
    jest.useFakeTimers({
      doNotFake: ['nextTick', 'setImmediate', 'setTimeout', 'performance'],
      now: Date.now(),
    });
    const one = verifier();
    const checks = jest.spyOn(
      one as unknown as { authenticate: () => Promise<unknown> },
      'authenticate',
    );
    const short = bearer(signed(HEADER, { ...claims(), exp: now() + 20 }));
    const long = bearer(signed(HEADER, claims()));
    const start = Date.now();
    await Promise.all([one.verify(short), one.verify(long)]);
    await Promise.all([one.verify(short), one.verify(long)]);
    expect(checks).toHaveBeenCalledTimes(2);
    jest.setSystemTime(start + 21_000);
    await Promise.all([one.verify(short), one.verify(long)]);
    expect(checks).toHaveBeenCalledTimes(3);
    jest.setSystemTime(start + 61_000);
    await one.verify(long);
    expect(checks).toHaveBeenCalledTimes(4);
    jest.setSystemTime(start + 82_000);
    await expect(one.verify(short)).rejects.toThrow('auth/token-invalid');
  });

  describe('of a revoked access', () => {
    const SESSION = randomUUID();
    const SUBJECT = randomUUID();
    const token = (more: object): string => bearer(signed(HEADER, { ...claims(), ...more }));
    /** A verifier that asks again at each call, as after half a minute. */
    const attentive = (): TokenVerifier =>
      new TokenVerifier(new KeySet({ url, maxAgeMs: 0, staleMs: 0 }), ISSUER);

    afterEach(() => {
      revoked = undefined;
    });

    it('refuses the tokens of an ended session, also those that it remembers', async () => {
      const one = attentive();
      const [ended, other] = [token({ sid: SESSION }), token({ sid: randomUUID() })];
      await expect(one.verify(ended)).resolves.toMatchObject({ sessionId: SESSION });
      revoked = { sessions: [revocationKey(SESSION)], subjects: {} };
      await expect(one.verify(ended)).rejects.toThrow('auth/token-invalid');
      await expect(one.verify(other)).resolves.toBeDefined();
      await expect(attentive().verify(ended)).rejects.toThrow('auth/token-invalid');
      revoked = undefined;
      await expect(one.verify(ended)).resolves.toBeDefined();
    });

    it('refuses the tokens of a subject up to the second, and takes later ones', async () => {
      const at = now();
      revoked = { sessions: [], subjects: { [revocationKey(SUBJECT)]: at } };
      const issued = (iat: number): string => token({ sub: SUBJECT, iat });
      await expect(attentive().verify(issued(at - 300))).rejects.toThrow('auth/token-invalid');
      await expect(attentive().verify(issued(at))).rejects.toThrow('auth/token-invalid');
      await expect(attentive().verify(issued(at + 1))).resolves.toBeDefined();
    });

    it('goes on with the last list while identity is away, without waiting at each call', async () => {
      revoked = { sessions: [revocationKey(SESSION)], subjects: {} };
      const one = attentive();
      await expect(one.verify(token({ sid: SESSION }))).rejects.toThrow('auth/token-invalid');
      unavailable = true;
      const before = asked;
      await expect(one.verify(token({ sid: SESSION }))).rejects.toThrow('auth/token-invalid');
      for (let call = 0; call < 20; call++) await one.verify(token({}));
      expect(asked - before).toBe(1);
      unavailable = false;
    });
  });

  it('remembers no refusal, and a bounded number of tokens', async () => {
    const one = verifier();
    const bad = bearer(signed(HEADER, claims(), stranger.privateKey));
    await expect(one.verify(bad)).rejects.toThrow();
    expect((one as unknown as { cache: Map<string, unknown> }).cache.size).toBe(0);
  });

  it('says "unavailable", not "refused", while no key was ever obtained', async () => {
    const away = new TokenVerifier(new KeySet({ url: 'http://127.0.0.1:9/' }), ISSUER);
    await expect(away.verify(bearer(signed(HEADER, claims())))).rejects.toThrow(
      'auth/keys-unavailable',
    );
  });
});
