/** Names of members and parameters whose values belong to the protocol, not to the domain. */
const PROTOCOL_MEMBERS = new Set([
  'Content-Encoding',
  'format',
  'grant_type',
  'language',
  'scopes',
  'token_type',
]);

/** Where the health checks stand in a document: their values belong to the protocol. */
const HEALTH = /[Hh]ealth|Readiness|Liveness/;

/** Units of scale values carry their name in full: `eur_per_month`. Problem codes have a page of their own. */
const PLAIN_VALUES =
  /^(?:.+\/.+|true|false|eur\w*|\w+_of_\w+|age_years|smic_hours|count|days|hours|weeks|months|years|factor|rate|zone|all)$/;

/** Keys of the schema language: what stands below them belongs to the same member. */
const SCHEMA_KEYS = new Set(['schema', 'items', 'anyOf', 'oneOf', 'allOf']);

/** The domain values that an OpenAPI document enumerates. */
export function enumerationValues(document: unknown): string[] {
  const values = new Set<string>();
  collect(document, '', values);
  return [...values].filter((value) => !PLAIN_VALUES.test(value)).sort();
}

function collect(node: unknown, member: string, values: Set<string>): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, member, values);
    return;
  }
  if (node === null || typeof node !== 'object') return;
  const { name, enum: enumerated, ...rest } = node as Record<string, unknown>;
  const own = typeof name === 'string' && 'schema' in rest ? name : member;
  if (Array.isArray(enumerated) && !PROTOCOL_MEMBERS.has(own)) {
    for (const value of enumerated) if (typeof value === 'string') values.add(value);
  }
  for (const [key, value] of Object.entries(rest)) {
    if (!HEALTH.test(key)) collect(value, SCHEMA_KEYS.has(key) ? own : key, values);
  }
}
