import { chainHash, digestOf, type SealContent, type SealedEntry } from './audit-event.js';

const ENTRY: SealedEntry = {
  position: 7,
  id: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e41',
  at: new Date('2024-04-02T08:00:00.250Z'),
  kind: 'agent_ended',
  subjectId: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e42',
  actorId: null,
  subjectHash: null,
  addressHash: 'k.address',
  details: { reason: 'left', agents: 2 },
};
const SEAL: SealContent = {
  number: 3,
  previousHash: 'a'.repeat(64),
  firstPosition: 5,
  lastPosition: 9,
  digest: 'b'.repeat(64),
  sealedAt: new Date('2024-04-02T08:00:01.000Z'),
};

// The trails that were sealed so far stay verifiable only as long as these values stay.
describe('the hashes of the trail', () => {
  it('have the form of the trails that were sealed so far', () => {
    expect(digestOf([ENTRY])).toBe(
      'ed0b377fd61d74ed47380e60e23bd0d93f74a5fba0f477e9c6fe95dc2c55cc99',
    );
    expect(chainHash(SEAL)).toBe(
      '57fa6a46f134bdc1b49c14300292e2df09add4243b72f5c72073c21da92055ee',
    );
  });
});

describe('digestOf', () => {
  it.each<Partial<SealedEntry>>([
    { position: 8 },
    { id: '0190a5d4-7c1e-7c3a-9b1d-2f6f0c1a7e4f' },
    { at: new Date('2024-04-02T08:00:00.251Z') },
    { kind: 'agent_added' },
    { subjectId: null },
    { actorId: ENTRY.subjectId },
    { subjectHash: 'k.name' },
    { addressHash: null },
    { details: { reason: 'unused', agents: 2 } },
    { details: { reason: 'left' } },
  ])('changes with %j', (change) => {
    expect(digestOf([{ ...ENTRY, ...change }])).not.toBe(digestOf([ENTRY]));
  });

  it('depends on the order of the events, and not on the order of the details', () => {
    const next = { ...ENTRY, position: 8 };
    expect(digestOf([ENTRY, next])).not.toBe(digestOf([next, ENTRY]));
    expect(digestOf([ENTRY, next])).not.toBe(digestOf([ENTRY]));
    const turned = { ...ENTRY, details: { agents: 2, reason: 'left' } };
    expect(digestOf([turned])).toBe(digestOf([ENTRY]));
  });
});

describe('chainHash', () => {
  it.each<Partial<SealContent>>([
    { number: 4 },
    { previousHash: 'c'.repeat(64) },
    { firstPosition: 6 },
    { lastPosition: 8 },
    { digest: 'c'.repeat(64) },
    { sealedAt: new Date('2024-04-02T08:00:01.001Z') },
  ])('changes with %j', (change) => {
    expect(chainHash({ ...SEAL, ...change })).not.toBe(chainHash(SEAL));
  });
});
