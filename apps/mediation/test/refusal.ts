import { DomainError, fillSentence, type Localized } from '@passerelle/kernel';

/** `<code> <pointer>` of the error that a rule throws, with its sentences filled; null when the rule accepts. */
export function refusal(run: () => unknown): string | null {
  try {
    run();
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { definition, meta, fields } = error;
    if (definition.detail !== undefined) {
      expectFilled(fillSentence(definition.detail, meta));
    }
    for (const { detail } of fields) expectFilled(detail);
    return [error.code, ...fields.map(({ pointer }) => pointer)].join(' ');
  }
}

function expectFilled(sentence: Localized): void {
  expect(sentence.fr).not.toMatch(/\{\w+\}/);
  expect(sentence.en).not.toMatch(/\{\w+\}/);
}
