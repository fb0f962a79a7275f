import { z } from 'zod';

import { type Holiday, isLocalDate, localDate } from '@passerelle/kernel';

const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const ROW = new RegExp(
  String.raw`^(?:(?<on>${DAY})|(?<monthDay>\d{2}-\d{2})|easter(?<offset>[+-]\d{1,3}))` +
    String.raw`(?: +(?<from>${DAY})?\.\.(?<to>${DAY})?)? +(?<name>\S.*)$`,
);
/** A leap year, so that 29 February is a day. */
const ANY_YEAR = '2024';

/**
 * Public holidays as an operator writes them: a day and a name, one a line or separated by semicolons. The day is
 * `12-26` (each year), `easter-2` (days from Easter Sunday) or `2027-03-08` (one day); `from..to` may follow.
 */
export const holidayRows = z.string().transform((text, context): readonly Holiday[] =>
  text
    .split(/[;\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => {
      const row = holidayOf(part);
      if (row !== null) return [row];
      context.addIssue({ code: 'custom', message: `not a holiday: ${JSON.stringify(part)}` });
      return [];
    }),
);

function holidayOf(text: string): Holiday | null {
  const groups = ROW.exec(text)?.groups;
  if (groups === undefined) return null;
  const { on, monthDay, offset, from, to, name = '' } = groups;
  const days = [on, monthDay === undefined ? undefined : `${ANY_YEAR}-${monthDay}`, from, to];
  if (days.some((day) => day !== undefined && !isLocalDate(day))) return null;
  const falls =
    on !== undefined
      ? { on: localDate(on) }
      : monthDay !== undefined
        ? { monthDay }
        : { daysAfterEaster: Number(offset) };
  return {
    name,
    falls,
    from: from === undefined ? null : localDate(from),
    to: to === undefined ? null : localDate(to),
    source: 'PASSERELLE_HOLIDAYS',
  };
}
