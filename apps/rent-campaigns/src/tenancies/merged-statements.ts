import { CHANNELS } from '../campaigns/campaign.js';

/** The columns by which two versions of a line are compared. How a version arrived does not count. */
export const CONTENT = [
  'landlord_siret',
  'last_name',
  'birth_date',
  'rent_cents',
  'charges_cents',
  'shared_tenancy',
  'tenant_share_cents',
  'cotenants',
  'tenant_status',
  'status_on',
  'arrears_cents',
  'arrears_since',
];
export const contentOf = (row: string): string =>
  CONTENT.map((name) => `${row}.${name}`).join(', ');

/** `contentOf` of the law of merge, as a text: a lower rent comes first. */
export const orderOf = (
  row: string,
): string => `concat_ws('|', lpad(${row}.rent_cents::text, 12, '0'),
  ${[...CONTENT.filter((name) => name !== 'rent_cents' && name !== 'last_name'), 'last_name']
    .map((name) => `coalesce(${row}.${name}::text, '')`)
    .join(', ')}) collate "C"`;

const CHANNEL_RANKS = `array[${CHANNELS.map((channel) => `'${channel}'`).join(', ')}]`;
/** Day and channel of a line, in the order in which a tenant counts as declared. */
export const firstOf = (day: string, channel: string): string =>
  `array[${day} - date '2000-01-01', array_position(${CHANNEL_RANKS}, ${channel})]`;
export const dayIn = (first: string): string => `date '2000-01-01' + ${first}[1]`;
export const channelIn = (first: string): string => `(${CHANNEL_RANKS})[${first}[2]]`;

/** What a line says and how it reached the Caf, over the version on record or an earlier one. */
const statementSql = (row: string): string => `
  select ${orderOf(row)} as content, ${firstOf(`${row}.declared_on`, `${row}.channel`)} as first,
    ${row}.stated_at, ${row}.status = 'accepted' as accepted, ${row}.anomalies`;

/** The lines that state a declaration `k`, without those that were withdrawn or taken back. */
export const STATEMENTS_SQL = `
  ${statementSql('k')} where k.status <> 'rejected'
  union all ${statementSql('h')} from declaration_history h where h.id = k.id and h.status <> 'rejected'`;

/** The acceptance of a declaration `k`, over contents with `first` and `accepted`. */
export const ACCEPTANCE_SQL = `
  min(first) filter (where accepted) as accepted_first,
  min(first) filter (where not accepted) as waiting_first,
  count(*) filter (where accepted) > 1 and coalesce(
    bool_or(${dayIn('first')} >= make_date(k.reference_year + 1, 1, 1)) filter (where accepted), false) as rectified`;

const acceptedLineSql = (row: string): string => `
  select ${orderOf(row)} as content, ${contentOf(row)}, ${row}.declared_on, ${row}.stated_at,
    ${row}.status = 'accepted' as accepted`;

/**
 * The accepted content of a declaration `k` that was stated last, also while a later one waits. It brings the first
 * day on which an accepted content stated the same end of the tenancy, and the same arrears.
 */
export const ACCEPTED_IN_FORCE_SQL = `
  select *, min(declared_on) over (partition by tenant_status, status_on) as end_stated_on,
    min(declared_on) over (partition by arrears_cents > 0, arrears_since) as arrears_stated_on
  from (
    select content, ${CONTENT.join(', ')}, min(declared_on) as declared_on, max(stated_at) as stated_at
    from (
      ${acceptedLineSql('k')} where k.status <> 'rejected'
      union all
      ${acceptedLineSql('h')} from declaration_history h where h.id = k.id and h.status <> 'rejected'
    ) as lines
    group by content, ${CONTENT.join(', ')} having bool_or(accepted)
  ) as contents
  order by stated_at desc, content limit 1`;
