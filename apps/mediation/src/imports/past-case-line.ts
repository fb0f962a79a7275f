import type { AcceptedRow, ImportLine, RowOf } from '@passerelle/imports';
import type { LocalDate } from '@passerelle/kernel';

import type { PastCaseColumns } from './past-cases.columns.js';
import type { PastCase } from './past-case.js';

type Line = ImportLine<PastCaseColumns>;

/**
 * Reads a line; every fault of form is recorded on it.
 *
 * @returns `null` when the line was refused
 */
export function readPastCase(line: Line, today: LocalDate): PastCase | null {
  const read = line.read();
  checkSupplements(line, read, today);
  const row = line.accepted(read);
  return row === null ? null : pastCaseOf(row);
}

function checkSupplements(line: Line, row: RowOf<PastCaseColumns>, today: LocalDate): void {
  for (const [index, { suppliedOn, text }] of row.moreInformation.entries()) {
    const field = `moreInformation.${String(index)}.suppliedOn` as const;
    if (suppliedOn !== null && suppliedOn > today) line.refuse(field, 'supplied-in-future');
    // A day that was refused above is absent here too.
    if (suppliedOn === null && text !== null && !line.refused) line.refuse(field, 'required');
  }
}

function pastCaseOf(row: AcceptedRow<PastCaseColumns>): PastCase {
  return {
    externalReference: row.externalReference,
    referral: {
      origin: row.origin,
      originDetail: row.originDetail,
      channel: row.channel,
      receivedOn: row.receivedOn,
      fileNumber: row.fileNumber,
      benefit: row.subject.benefit,
      reason: row.subject.reason,
      description: row.subject.description,
      priorClaimMadeOn: row.priorClaim?.madeOn ?? null,
      priorClaimReference: row.priorClaim?.reference ?? null,
      priorClaimCompletedOn: row.priorClaim?.completedOn ?? null,
      courtSeized: row.courtSeized,
      appealDeadline: row.appealDeadline,
      remediesPrinted: row.remediesPrinted,
      handledBy: [],
      referredBy: null,
    },
    moreInformation: row.moreInformation,
    admissibility: row.admissibility,
    noFurtherAction: row.noFurtherAction,
    informationRequests: row.informationRequests.map((question) => ({
      ...question,
      addresseeName: question.addressee === 'beneficiary' ? null : question.addresseeName,
    })),
    solutions: row.solutions,
    recommendations: row.recommendations.map((recommendation) => ({
      ...recommendation,
      legalBasis: recommendation.legalBasis ?? '',
    })),
    withdrawal: row.withdrawal,
    courtSeizure: row.courtSeizure,
    closure: row.closure,
  };
}
