import { progressOf } from './progress.js';

const declared = (online: number, exchange: number, paper: number) => ({ online, exchange, paper });

describe('progressOf', () => {
  it('shows the webinar’s rates: the exchange counts in the total, not online', () => {
    const progress = progressOf({
      kinds: [
        { kind: 'social', expected: 5_000, declared: declared(2_100, 2_715, 0) },
        { kind: 'private_owner', expected: 7_500, declared: declared(6_810, 0, 250) },
      ],
      toConfirm: 3,
    });
    expect(progress).toMatchObject({
      expected: 12_500,
      declaredOnline: 8_910,
      declaredTotal: 11_875,
      onlineRate: '71.28',
      totalRate: '95.00',
      toConfirm: 3,
      byChannel: {
        online: { declared: 8_910, rate: '71.28' },
        exchange: { declared: 2_715, rate: '21.72' },
        paper: { declared: 250, rate: '2.00' },
      },
    });
    expect(progress.byLandlordKind.social).toEqual({
      expected: 5_000,
      declaredOnline: 2_100,
      declaredTotal: 4_815,
      onlineRate: '42.00',
      totalRate: '96.30',
    });
  });

  it('shows kinds without tenants, without a rate', () => {
    const { onlineRate, totalRate, byLandlordKind } = progressOf({ kinds: [], toConfirm: 0 });
    expect([onlineRate, totalRate]).toEqual([null, null]);
    expect(byLandlordKind.crous).toMatchObject({ expected: 0, totalRate: null });
  });
});
