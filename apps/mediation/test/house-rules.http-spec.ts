import { newId } from '@passerelle/kernel';
import { houseRules } from '@passerelle/testing';

import { mediation } from '../src/service.js';
import { as, knowMediators, MEDIATOR, OTHER_MEDIATOR } from './cases.js';
import { BATCH, importFile, ndjson, pastLine } from './past-cases.js';

houseRules(mediation, {
  callers: [...Object.values(as), BATCH],
  known: {
    fileNumber: ['0000001', '0000002'],
    year: [2023, 2024],
    handledBy: [newId()],
    mediator: [newId()],
    transferredOn: ['2024-03-05'],
    to: [MEDIATOR, OTHER_MEDIATOR],
    addresseeName: ['service-prestations'],
    courtSeized: [false],
    decision: ['admissible', 'admissible', 'more_information', 'redirected'],
    ground: ['abnormal_delay', 'unclear_subject'],
    // Days in the order in which a case lives them: a month of random ones seldom is.
    madeOn: ['2024-01-10'],
    receivedOn: ['2024-02-01'],
    notifiedOn: ['2024-02-09'],
    issuedOn: ['2024-03-01'],
    proposedOn: ['2024-03-02'],
    answeredOn: ['2024-03-20'],
    communicatedToServiceOn: ['2024-03-28'],
    communicatedToPersonOn: ['2024-03-29'],
    dueOn: ['2024-04-20'],
    answerDueOn: ['2024-04-20'],
    appealDeadline: ['2024-05-15'],
  },
  prepare: async (test) => {
    await knowMediators(test);
    const { id } = await importFile(test, ndjson([pastLine(1)]));
    return [`/mediation/v1/imports/${id}`];
  },
});
