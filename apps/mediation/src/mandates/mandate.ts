import type { LocalDate } from '@passerelle/kernel';

/** What a mandate may let a guardian do towards the Caf (domain G2). */
export const MANDATE_ACTS = [
  'view',
  'judgment',
  'bank_details',
  'annual_resources',
  'aah_quarterly',
  'situation_change',
  'contact_details',
  'benefit_request',
] as const;
export type MandateAct = (typeof MANDATE_ACTS)[number];

/** A power of a guardian, for some days. */
export interface Power {
  readonly act: MandateAct;
  readonly from: LocalDate;
  /** The day on which the power ends: the guardian has it no longer on that day (443 C. civ.; domain G4.5). */
  readonly endsOn: LocalDate | null;
}

/** A mandate that an officer of the Caf has verified, with every power that it gives or gave. */
export interface VerifiedMandate {
  readonly id: string;
  /** Rises with each change, the end of the mandate included. */
  readonly version: number;
  /** The account of the guardian. */
  readonly guardian: string;
  /** The file of the protected person. */
  readonly fileNumber: string;
  readonly powers: readonly Power[];
}

/** What a guardian may do before the mediator, for the person of a file: see the case, or also speak for the person. */
export interface Representation {
  readonly fileNumber: string;
  readonly may: 'see' | 'speak';
}

/**
 * What the mandates of a guardian give on a day. Each mandate counts alone: powers of two mandates do not add up,
 * because each has its own scope. A guardian who may not see the data of the person does not speak for the person.
 *
 * @param needed the acts that a mandate covers if the guardian speaks for the person
 */
export function representationsOn(
  mandates: readonly Pick<VerifiedMandate, 'fileNumber' | 'powers'>[],
  day: LocalDate,
  needed: readonly MandateAct[],
): readonly Representation[] {
  const may = new Map<string, Representation['may']>();
  for (const { fileNumber, powers } of mandates) {
    const acts = powers.filter((power) => isInForce(power, day)).map(({ act }) => act);
    if (!acts.includes('view')) continue;
    if (needed.every((act) => acts.includes(act))) may.set(fileNumber, 'speak');
    else if (!may.has(fileNumber)) may.set(fileNumber, 'see');
  }
  return [...may].map(([fileNumber, own]) => ({ fileNumber, may: own }));
}

function isInForce({ from, endsOn }: Power, day: LocalDate): boolean {
  return from <= day && (endsOn === null || day < endsOn);
}
