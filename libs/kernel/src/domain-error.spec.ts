import { defineErrors, DomainError } from './domain-error.js';

const errors = defineErrors('mediation', {
  alreadyClosed: {
    kind: 'conflict',
    title: { fr: 'Saisine déjà close', en: 'Referral already closed' },
    detail: { fr: 'Close le {closedOn}.', en: 'Closed on {closedOn}.' },
  },
});

describe('defineErrors', () => {
  it('derives the stable code from the key', () => {
    const error = errors.alreadyClosed({ closedOn: '2024-03-29' });
    expect(error).toBeInstanceOf(DomainError);
    expect(error.code).toBe('mediation/already-closed');
    expect(errors.alreadyClosed.definition.code).toBe('mediation/already-closed');
  });
});
