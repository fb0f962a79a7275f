import 'reflect-metadata';

import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Controller, Get, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

import { KeySet, TokenVerifier } from '@passerelle/auth';
import { median, readOver } from '@passerelle/bench-measures';
import { ACCESS_TOKEN_TYPE, AUDIENCE, SIGNATURE_ALGORITHM } from '@passerelle/contracts';
import { newId } from '@passerelle/kernel';

const ROUNDS = 5;
const REQUESTS = 20_000;
const CACHED = 200_000;
const FULL = 5_000;
const ISSUER = 'http://localhost/identity';

@Controller()
class Bare {
  @Get()
  answer(): object {
    return { status: 'ok' };
  }
}

@Module({ controllers: [Bare] })
class BareModule {}

/** Processor time of this process for each of `count` pieces of work, in microseconds. */
async function microsecondsEach(count: number, work: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / count;
}

const { privateKey, publicKey } = await generateKeyPair(SIGNATURE_ALGORITHM);
const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'bench' }] });
let keyRequests = 0;
const identity = createServer((_, response) => {
  keyRequests++;
  response.end(keys);
}).listen(0, '127.0.0.1');
await once(identity, 'listening');
const { port } = identity.address() as AddressInfo;
const verifier = new TokenVerifier(new KeySet({ url: `http://127.0.0.1:${port}` }), ISSUER);

const token = await new SignJWT({ client_id: 'bench', roles: ['mediator'] })
  .setProtectedHeader({ alg: SIGNATURE_ALGORITHM, typ: ACCESS_TOKEN_TYPE, kid: 'bench' })
  .setIssuer(ISSUER)
  .setAudience(AUDIENCE)
  .setSubject(newId())
  .setJti(newId())
  .setIssuedAt()
  .setExpirationTime('10m')
  .sign(privateKey);
const header = `Bearer ${token}`;

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
const bareUrl = await app.getUrl();

const bare: number[] = [];
const cached: number[] = [];
const full: number[] = [];
await readOver(bareUrl, REQUESTS);
await verifier.verify(header);
for (let round = 0; round < ROUNDS; round++) {
  bare.push(await microsecondsEach(REQUESTS, () => readOver(bareUrl, REQUESTS)));
  cached.push(
    await microsecondsEach(CACHED, async () => {
      for (let check = 0; check < CACHED; check++) await verifier.verify(header);
    }),
  );
  full.push(
    await microsecondsEach(FULL, async () => {
      for (let check = 0; check < FULL; check++) {
        verifier.forget();
        await verifier.verify(header);
      }
    }),
  );
}

const limit = median(bare);
for (const [name, values] of Object.entries({
  'bare request': bare,
  'token, cached': cached,
  'token, in full': full,
})) {
  const each = median(values);
  const ratio = (each / limit).toFixed(2);
  console.log(
    `${name.padEnd(16)} ${each.toFixed(1).padStart(7)} µs  ${ratio}  ${Math.round(1e6 / each)}/s`,
  );
}
console.log(
  `spread of the limit ${(Math.max(...bare) / Math.min(...bare)).toFixed(2)}; requests for keys: ${keyRequests}`,
);
await app.close();
identity.close();
