import { DomainError } from '@passerelle/kernel';

/** `<code> <pointer>` of the error that a rule throws, with its sentences filled; null when the rule accepts. */
export function refusal(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    for (const { detail } of error.fields) {
      expect(detail.fr).not.toMatch(/\{\w+\}/);
      expect(detail.en).not.toMatch(/\{\w+\}/);
    }
    return [error.code, ...error.fields.map(({ pointer }) => pointer)].join(' ');
  }
}
