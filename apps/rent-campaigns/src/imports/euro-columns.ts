import type { AmountDefinition } from '@passerelle/kernel';

/** The column in euros beside one in cents: a spreadsheet has euros, and no amount is read in another unit. */
export function inEuros(
  { description }: Pick<AmountDefinition, 'description'>,
  cents: string,
): { readonly type: 'amount'; readonly unit: 'euros'; readonly description: string } {
  const subject = description === undefined ? 'The same amount' : description;
  return {
    type: 'amount',
    unit: 'euros',
    description: `${subject}, in euros instead of \`${cents}\``,
  };
}

/** The part of an import line that reading an amount needs. */
interface Refusing<F extends string> {
  refuse(field: F, code: 'amount-given-twice'): void;
}

/** The amount of a line that has a column in cents and one in euros, both read as cents. */
export function eitherAmount<F extends string>(
  line: Refusing<NoInfer<F>>,
  field: F,
  cents: number | null,
  euros: number | null,
): number | null {
  if (cents !== null && euros !== null) line.refuse(field, 'amount-given-twice');
  return cents ?? euros;
}
