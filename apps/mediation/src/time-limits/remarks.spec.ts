import { localDate as day } from '@passerelle/kernel';
import { sentenceFaults } from '@passerelle/testing';

import { remarkOnRolling, remarksOn } from './remarks.js';
import { TIME_LIMITS } from './time-limits.js';

const PLAIN = { rolls: true, franc: false };

describe('remarksOn', () => {
  it.each(TIME_LIMITS.map((limit) => [limit.contested, limit] as const))(
    '%s: a sentence for each value that is not verified',
    (_, limit) => {
      const trusts = [limit.monthsTrust, limit.silenceTrust, limit.nextCourtTrust];
      const unverified = trusts.filter((trust) => trust === 'unverified').length;
      const franc = limit.nextCourt === 'tribunal_administratif' ? 1 : 0;
      expect(remarksOn(limit, PLAIN)).toHaveLength(unverified + franc);
      const unsure = {
        ...limit,
        monthsTrust: 'unverified',
        silenceTrust: 'unverified',
        nextCourtTrust: 'unverified',
      } as const;
      const remarks = remarksOn(unsure, PLAIN);
      expect(remarks).toHaveLength(3 + franc);
      expect(sentenceFaults(remarks)).toEqual([]);
      for (const { fr, en } of remarks) {
        expect(fr).toMatch(/vérifié/);
        expect(en).toMatch(/verified/);
        expect(`${fr}${en}`).not.toContain('{');
      }
    },
  );

  it('tells whether the further day before the administrative judge is counted', () => {
    const rsa = TIME_LIMITS.find(({ contested }) => contested === 'rsa')!;
    const words = (franc: boolean) => remarksOn(rsa, { rolls: true, franc }).map(({ fr }) => fr);
    expect(words(false)).toEqual([expect.stringContaining('n’est pas compté')]);
    expect(words(true)).toEqual([expect.stringContaining('compte un jour de plus')]);
  });
});

describe('remarkOnRolling', () => {
  it('names both days in words', () => {
    expect(remarkOnRolling(day('2026-11-08'), day('2026-11-09'))).toEqual([
      {
        fr: expect.stringMatching(/^Le 8 novembre 2026 .* 9 novembre 2026 /) as string,
        en: expect.stringMatching(/^8 November 2026 .* 9 November 2026 /) as string,
      },
    ]);
  });

  it('says nothing about a day that did not move', () => {
    expect(remarkOnRolling(day('2026-11-09'), day('2026-11-09'))).toEqual([]);
  });
});
