import {
  createHmac,
  generateKeyPairSync,
  type JsonWebKey,
  createPublicKey,
  sign,
} from 'node:crypto';

import { type Attack, type Scene } from '../attack.js';
import { type Answer, isSuccess, jsonOf, outcomeOf } from '../exchange.js';

type Members = Readonly<Record<string, unknown>>;
type Parts = readonly [header: string, payload: string, signature: string];

const encoded = (value: unknown): string =>
  Buffer.from(JSON.stringify(value)).toString('base64url');
const decoded = (part: string): Members =>
  JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Members;

const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strangersKey = {
  ...stranger.publicKey.export({ format: 'jwk' }),
  kid: 'stranger',
  alg: 'ES256',
};
const A_CERTIFICATE = 'MIIBszCCAVmgAwIBAgIUQ';

function signedByStranger(header: Members, payload: Members): string {
  const content = `${encoded(header)}.${encoded(payload)}`;
  const signature = sign('sha256', Buffer.from(content), {
    key: stranger.privateKey,
    dsaEncoding: 'ieee-p1363',
  });
  return `${content}.${signature.toString('base64url')}`;
}

/** Tokens that are not the one that was issued, from one that was. */
function forgeries(token: string, keys: readonly JsonWebKey[]): Readonly<Record<string, string>> {
  const [header, payload, signature] = token.split('.') as unknown as Parts;
  const head = decoded(header);
  const claims = decoded(payload);
  const now = Math.floor(Date.now() / 1_000);
  const withHead = (changes: Members): string =>
    `${encoded({ ...head, ...changes })}.${payload}.${signature}`;
  const withClaims = (changes: Members): string =>
    `${header}.${encoded({ ...claims, ...changes })}.${signature}`;
  const unsigned = (alg: string): string => `${encoded({ ...head, alg })}.${payload}.`;
  const byStranger = (headChanges: Members = {}, claimChanges: Members = {}): string =>
    signedByStranger({ ...head, ...headChanges }, { ...claims, ...claimChanges });
  return {
    'alg none': unsigned('none'),
    'alg None': unsigned('None'),
    'alg none with the signature': withHead({ alg: 'none' }),
    'no alg': withHead({ alg: undefined }),
    'alg ES384': withHead({ alg: 'ES384' }),
    'alg RS256': withHead({ alg: 'RS256' }),
    'HMAC with the public key': withPublicKeyAsSecret(head, payload, keys),
    'HMAC without key': `${encoded({ ...head, alg: 'HS256' })}.${payload}.${createHmac('sha256', '').update(`${header}.${payload}`).digest('base64url')}`,
    'another kid': withHead({ kid: 'another' }),
    'a kid that is a path': byStranger({ kid: '../../../../dev/null' }),
    'a kid that is SQL': byStranger({ kid: "' or '1'='1" }),
    'typ JWT': withHead({ typ: 'JWT' }),
    'no typ': withHead({ typ: undefined }),
    'critical members': withHead({ crit: ['exp'] }),
    'unencoded payload': withHead({ b64: false, crit: ['b64'] }),
    'a key in the header': byStranger({ jwk: strangersKey, kid: undefined }),
    'the address of a key set': byStranger({ jku: 'http://127.0.0.1:9/jwks.json' }),
    'a certificate in the header': byStranger({ x5c: [A_CERTIFICATE] }),
    'signed by a stranger': byStranger(),
    'all roles': withClaims({ roles: ['admin', 'mediator', 'auditor'] }),
    'all scopes': withClaims({ scope: 'mediation:import rent-campaigns:import' }),
    'another subject': withClaims({ sub: '00000000-0000-7000-8000-000000000000' }),
    'a later end': withClaims({ exp: now + 86_400 }),
    'no end': withClaims({ exp: undefined }),
    'another issuer': byStranger({}, { iss: 'http://127.0.0.1:9' }),
    'another audience': byStranger({}, { aud: 'elsewhere' }),
    'not valid yet': byStranger({}, { nbf: now + 3_600 }),
    'no signature': `${header}.${payload}.`,
    'two parts': `${header}.${payload}`,
    'four parts': `${token}.x`,
    'five parts, as if encrypted': `${header}.${payload}.${signature}.${payload}.${signature}`,
    'truncated payload': `${header}.${payload.slice(0, -4)}.${signature}`,
    'truncated signature': `${header}.${payload}.${signature.slice(0, -4)}`,
    'longer signature': `${header}.${payload}.${signature}AAAA`,
    'a zero signature': `${header}.${payload}.${Buffer.alloc(64).toString('base64url')}`,
    'a DER signature': `${header}.${payload}.${Buffer.from('3006020101020101', 'hex').toString('base64url')}`,
    'parts in another order': `${payload}.${header}.${signature}`,
    'an empty payload': `${header}..${signature}`,
    'no JSON': `${Buffer.from('x').toString('base64url')}.${payload}.${signature}`,
    'a list as payload': `${header}.${encoded([])}.${signature}`,
    huge: `${token}${'A'.repeat(8_000)}`,
  };
}

function withPublicKeyAsSecret(
  head: Members,
  payload: string,
  keys: readonly JsonWebKey[],
): string {
  const [key] = keys;
  const secret =
    key === undefined
      ? ''
      : createPublicKey({ key, format: 'jwk' }).export({ format: 'pem', type: 'spki' });
  const content = `${encoded({ ...head, alg: 'HS256' })}.${payload}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/** The same bytes of a token, spelled otherwise: a list of tokens to refuse would miss these. */
function respellings(token: string): Readonly<Record<string, string>> {
  const [header, payload, signature] = token.split('.') as unknown as Parts;
  const standard = (part: string): string => part.replaceAll('-', '+').replaceAll('_', '/');
  return {
    'unused bits in the signature': `${header}.${payload}.${withOtherUnusedBits(signature)}`,
    'padding after the signature': `${token}==`,
    'the alphabet of base64': `${header}.${payload}.${standard(signature)}${/[-_]/.test(signature) ? '' : '='}`,
    'a line break in the signature': `${header}.${payload}.${signature.slice(0, 40)}%0A${signature.slice(40)}`,
  };
}

/** 64 bytes leave four bits of the last character unused. */
function withOtherUnusedBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const last = alphabet.indexOf(signature.at(-1) ?? 'A');
  return signature.slice(0, -1) + (alphabet[last ^ 1] ?? 'A');
}

/** An operation of each service that needs a token, to see that every service verifies alike. */
function closedReads({ target }: Scene): readonly string[] {
  return target.services.flatMap((service) => {
    const read = target.operations.find(
      ({ service: own, admitted, method, template, bodySchema }) =>
        own === service &&
        admitted !== 'everyone' &&
        method === 'GET' &&
        bodySchema === undefined &&
        !template.includes('{'),
    );
    return read === undefined ? [] : [read.template];
  });
}

async function keysOf({ target }: Scene): Promise<readonly JsonWebKey[]> {
  const answer = await target.call({ method: 'GET', path: '/identity/.well-known/jwks.json' });
  return (jsonOf(answer) as unknown as { keys: readonly JsonWebKey[] }).keys;
}

/** A verified token is refused by role (403) or answered; a forged one is 401 and nothing else. */
const forgedTokens: Attack = {
  id: 'tokens/forged',
  async run(scene) {
    const broken: string[] = [];
    const [caller] = scene.callers;
    const token = (await caller?.token()) ?? '';
    const all = Object.entries(forgeries(token, await keysOf(scene)));
    for (const [at, path] of closedReads(scene).entries()) {
      // One verifier serves all services: the short form tries every forgery on one and some on the others.
      const tried =
        scene.form === 'long' || at === 0 ? all : all.filter((_, n) => n % 6 === at % 6);
      for (const [name, forged] of tried) {
        const answer = await scene.target.call({ method: 'GET', path, token: forged });
        if (answer.status !== 401) broken.push(`${name} on ${path}: ${outcomeOf(answer)}`);
      }
    }
    return broken;
  },
};

/** One token has one spelling. */
const oneSpelling: Attack = {
  id: 'tokens/one-spelling',
  async run(scene) {
    const broken: string[] = [];
    const token = (await scene.callers[0]?.token()) ?? '';
    for (const [name, respelled] of Object.entries(respellings(token))) {
      const answer = await me(scene, `Bearer ${respelled}`);
      if (isSuccess(answer)) broken.push(`${name}: ${outcomeOf(answer)}`);
    }
    return broken;
  },
};

/** Where two headers or places disagree, a proxy and the service may choose differently. */
const twoTokens: Attack = {
  id: 'tokens/two-in-a-request',
  async run(scene) {
    const broken: string[] = [];
    const token = (await scene.callers[0]?.token()) ?? '';
    const good = `Bearer ${token}`;
    const pairs: Readonly<Record<string, readonly string[]>> = {
      'a good one, then a bad one': [good, 'Bearer x.y.z'],
      'a bad one, then a good one': ['Bearer x.y.z', good],
      'a good one, then Basic': [good, 'Basic eDp5'],
    };
    for (const [name, values] of Object.entries(pairs)) {
      const answer = await me(scene, values);
      if (isSuccess(answer)) broken.push(`${name}: ${outcomeOf(answer)}`);
    }
    const joined = await me(scene, `Bearer x.y.z, ${good}`);
    if (isSuccess(joined)) broken.push(`two in one header: ${outcomeOf(joined)}`);
    const inAddress = await scene.target.call({
      method: 'GET',
      path: `/identity/v1/me?access_token=${token}`,
    });
    if (isSuccess(inAddress)) broken.push(`in the address: ${outcomeOf(inAddress)}`);
    return broken;
  },
};

/** A scheme that is not Bearer, or a header that is hardly one: refused without a failure. */
const oddHeaders: Attack = {
  id: 'tokens/odd-headers',
  async run(scene) {
    const broken: string[] = [];
    const token = (await scene.callers[0]?.token()) ?? '';
    const odd = [
      '',
      'Bearer',
      'Bearer ',
      token,
      `Token ${token}`,
      `Basic ${token}`,
      `Bearer${token}`,
      `Bearer "${token}"`,
      'Bearer null',
      'Bearer undefined',
      `Negotiate ${token}`,
    ];
    for (const value of odd) {
      const answer = await me(scene, value);
      if (answer.status !== 401) broken.push(`${value.slice(0, 12)}…: ${outcomeOf(answer)}`);
    }
    return broken;
  },
};

function me({ target }: Scene, authorization: string | readonly string[]): Promise<Answer> {
  return target.call({ method: 'GET', path: '/identity/v1/me', headers: { authorization } });
}

export const TOKENS: readonly Attack[] = [forgedTokens, oneSpelling, twoTokens, oddHeaders];
