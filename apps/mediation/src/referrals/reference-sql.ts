/**
 * `MED-2024-000001`: the number given to people, by the year of receipt, in SQL over expressions for the year and
 * the sequence. The statement that draws the sequence writes it.
 */
export const referenceSql = (year: string, sequence: string): string =>
  `'MED-' || lpad((${year})::text, 4, '0') || '-'
   || lpad((${sequence})::text, greatest(6, length((${sequence})::text)), '0')`;
