import { defineErrors } from '@passerelle/kernel';

import { refuseAt } from './case.errors.js';

const errors = defineErrors('mediation', {
  receivedInFuture: {
    kind: 'rule',
    title: { fr: 'Titre', en: 'Title' },
    detail: { fr: '{receivedOn} est après {today}.', en: '{receivedOn} is after {today}.' },
  },
  withoutSentence: { kind: 'rule', title: { fr: 'Titre', en: 'Title' } },
});

describe('refuseAt', () => {
  it('attaches the error to one member of the request, with its sentence filled', () => {
    const meta = { receivedOn: '2024-02-02', today: '2024-02-01' };
    const error = refuseAt('/receivedOn', errors.receivedInFuture, meta);
    expect(error.code).toBe('mediation/received-in-future');
    expect(error.meta).toEqual(meta);
    expect(error.fields).toEqual([
      {
        pointer: '/receivedOn',
        code: 'mediation/received-in-future',
        detail: {
          fr: '2 février 2024 est après 1er février 2024.',
          en: '2 February 2024 is after 1 February 2024.',
        },
      },
    ]);
  });

  it('quotes the title of an error that has no sentence', () => {
    const [field] = refuseAt('/receivedOn', errors.withoutSentence).fields;
    expect(field?.detail).toEqual({ fr: 'Titre', en: 'Title' });
  });
});
