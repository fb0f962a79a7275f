import type { Actor } from '@passerelle/auth';

import { RateLimits } from './rate-limits.js';

const caller = (subject: string, organisation: string | null = null): Actor => ({
  subject,
  roles: [],
  scopes: [],
  fileNumber: null,
  organisation,
  services: [],
  sessionId: null,
  authenticatedAt: null,
  amr: [],
  acr: null,
});

function limits(): RateLimits {
  return new RateLimits({
    perCaller: { read: 2, search: 1, write: 1, export: 1, import: 1 },
    organisationFactor: 2,
  });
}

describe('RateLimits', () => {
  it('admits as many requests of a class as its limit, then says when to come back', async () => {
    const counted = limits();
    const ann = caller('ann');
    const quotas = [];
    for (let n = 0; n < 3; n++) quotas.push(await counted.count('read', ann));
    expect(quotas).toEqual([
      { policy: '"read";q=2;w=60', left: '"read";r=1;t=60', retryAfterSeconds: null },
      { policy: '"read";q=2;w=60', left: '"read";r=0;t=60', retryAfterSeconds: null },
      { policy: '"read";q=2;w=60', left: '"read";r=0;t=60', retryAfterSeconds: 60 },
    ]);
  });

  it('counts each class and each caller apart', async () => {
    const counted = limits();
    const classes = ['search', 'write', 'export', 'import'] as const;
    for (const each of classes) {
      for (const name of ['ann', 'bob']) {
        expect((await counted.count(each, caller(name))).retryAfterSeconds).toBeNull();
      }
    }
  });

  it('limits all callers of an organisation together', async () => {
    const counted = limits();
    const outcomes = [];
    for (const name of ['ann', 'bob', 'cy']) {
      const { left, retryAfterSeconds } = await counted.count('write', caller(name, 'caf'));
      outcomes.push([left, retryAfterSeconds]);
    }
    expect(outcomes).toEqual([
      ['"write";r=0;t=60, "write-organisation";r=1;t=60', null],
      ['"write";r=0;t=60, "write-organisation";r=0;t=60', null],
      ['"write";r=0;t=60, "write-organisation";r=0;t=60', 60],
    ]);
    expect((await counted.count('write', caller('dan', 'other'))).retryAfterSeconds).toBeNull();
  });

  it('lets no caller who is over the limit use up that of the organisation', async () => {
    const counted = limits();
    for (let n = 0; n < 5; n++) await counted.count('write', caller('ann', 'caf'));
    expect((await counted.count('write', caller('bob', 'caf'))).retryAfterSeconds).toBeNull();
  });
});
