import { CATALOGUE, type EventContract, type ServiceName } from '@passerelle/contracts';
import type { Tx } from '@passerelle/persistence';

/** An event as its handler receives it, checked against its contract. */
export interface Received<D> {
  readonly id: string;
  readonly time: Date;
  readonly version: number;
  readonly data: D;
}

/**
 * Handles events of one type, several at once and in any order, inside the transaction that records the events as
 * handled. Each event arrives exactly once, unless the transaction rolls back.
 */
export type EventHandler<D> = (events: readonly Received<D>[], tx: Tx) => Promise<void>;

const HANDLES = Symbol('passerelle:handles');

/** Marks a method of a provider as the service's handler of an event. */
export function On<D>(contract: EventContract<D>) {
  return (
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<EventHandler<D>>,
  ): TypedPropertyDescriptor<EventHandler<D>> => {
    const known = (Reflect.getMetadata(HANDLES, target) as [string, string][] | undefined) ?? [];
    Reflect.defineMetadata(HANDLES, [...known, [contract.type, key]], target);
    return descriptor;
  };
}

export type Handlers = ReadonlyMap<string, EventHandler<unknown>>;

/**
 * The handlers among a service's providers. They must be those that the contracts promise: a handler that the catalogue
 * does not name never receives an event, and a missing handler parks every job.
 */
export function collectHandlers(service: ServiceName, providers: readonly object[]): Handlers {
  const handlers = new Map<string, EventHandler<unknown>>();
  for (const provider of providers) {
    const marks = (Reflect.getMetadata(HANDLES, provider) as [string, string][] | undefined) ?? [];
    for (const [type, key] of marks) {
      if (handlers.has(type)) throw new Error(`${service} has two handlers of ${type}`);
      const method = (provider as Record<string, EventHandler<unknown>>)[key];
      if (method !== undefined) handlers.set(type, method.bind(provider));
    }
  }
  const promised = [...CATALOGUE.values()]
    .filter((contract) => contract.consumers.includes(service))
    .map((contract) => contract.type);
  const missing = promised.filter((type) => !handlers.has(type));
  const surprising = [...handlers.keys()].filter((type) => !promised.includes(type));
  if (missing.length > 0 || surprising.length > 0) {
    throw new Error(
      `${service} and the event catalogue disagree: without handler [${missing.join(', ')}], ` +
        `not named as a consumer [${surprising.join(', ')}]`,
    );
  }
  return handlers;
}
