import { CATALOGUE, referralReceivedV1, type ServiceName } from '@passerelle/contracts';

import { collectHandlers, type EventHandler, On } from './handlers.js';

/** A provider that marks a method for each of the types. */
function providerOf(types: readonly string[]): object {
  const prototype: Record<string, unknown> = {};
  const handle: EventHandler<unknown> = () => Promise.resolve();
  for (const type of types) {
    const contract = CATALOGUE.get(type);
    if (contract === undefined) throw new Error(type);
    prototype[type] = handle;
    On(contract)(prototype, type, { value: handle });
  }
  return Object.create(prototype) as object;
}

const promisedTo = (service: ServiceName): string[] =>
  [...CATALOGUE.values()]
    .filter(({ consumers }) => consumers.includes(service))
    .map(({ type }) => type);

describe('collectHandlers', () => {
  const service = 'indicators';
  const promised = promisedTo(service);

  it('finds what the catalogue promises', () => {
    expect([...collectHandlers(service, [{}, providerOf(promised)]).keys()]).toEqual(promised);
  });

  it('refuses a handler of an event that would never come', () => {
    const producer: ServiceName = referralReceivedV1.producer;
    expect(promisedTo(producer)).not.toContain(referralReceivedV1.type);
    const providers = [providerOf([...promisedTo(producer), referralReceivedV1.type])];
    expect(() => collectHandlers(producer, providers)).toThrow(
      `not named as a consumer [${referralReceivedV1.type}]`,
    );
  });

  it('refuses to leave an event without its handler', () => {
    expect(() => collectHandlers(service, [providerOf(promised.slice(1))])).toThrow(
      `without handler [${promised[0] ?? ''}]`,
    );
  });

  it('refuses two handlers of one event', () => {
    expect(() => collectHandlers(service, [providerOf(promised), providerOf(promised)])).toThrow(
      'two handlers',
    );
  });
});
