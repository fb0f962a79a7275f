import { requestErrors } from './request.errors.js';

/**
 * For members that the service sets and only some roles may give: the day on which something arrived, the channel,
 * who handled a file. Every service refuses them in this one form. Another caller leaves such a member out, or repeats
 * the value that the service sets.
 *
 * @param values by the name of the member, the value that the service sets
 * @throws DomainError `request/reserved-member`, with each member that has another value
 */
export function assertReserved(command: object, values: Readonly<Record<string, unknown>>): void {
  const given = command as Readonly<Record<string, unknown>>;
  const others = Object.entries(values).filter(
    ([name, value]) =>
      given[name] !== undefined && JSON.stringify(given[name]) !== JSON.stringify(value),
  );
  if (others.length === 0) return;
  throw requestErrors.reservedMember(
    {},
    others.map(([name]) => ({
      pointer: `/${name}`,
      code: 'reserved-member',
      detail: {
        fr: 'une valeur que le service fixe lui-même',
        en: 'a value that the service itself sets',
      },
    })),
  );
}
