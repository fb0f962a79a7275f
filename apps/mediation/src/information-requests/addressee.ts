import { ORGANISATION_CODE } from '@passerelle/contracts';
import { isBlank } from '@passerelle/kernel';

import { refuseAt } from '../cases/case.errors.js';
import type { Addressee } from '../cases/referral.js';
import { informationRequestErrors } from './information-request.errors.js';

/**
 * Whom a question reaches, compared as a whole: a service named "mediation" of a partner is not the service of the Caf
 * of that name, and no organisation is a service.
 */
export interface QuestionAddress {
  readonly addressee: Addressee;
  /** The code of the partner; null for a partner without a known code, whom the question reaches by other means. */
  readonly addresseeOrganisation: string | null;
  /** The service of the Caf, or the service of the partner; null for the partner as a whole. */
  readonly addresseeService: string | null;
}

/** The addressee as a mediator or a line of past cases states it. */
export interface StatedAddressee {
  readonly addressee: Addressee;
  /** The name of the service of the Caf, or the code of the partner. */
  readonly addresseeName: string | null;
  readonly addresseeService: string | null;
}

export function addressOf(stated: StatedAddressee): QuestionAddress & StatedAddressee {
  const { addressee, addresseeName: name, addresseeService: service } = stated;
  if (addressee !== 'partner' && service !== null) {
    throw refuseAt('/addresseeService', informationRequestErrors.addresseeServiceMisplaced);
  }
  if (addressee === 'beneficiary') {
    return { addressee, addresseeName: null, addresseeOrganisation: null, addresseeService: null };
  }
  if (name === null || isBlank(name)) {
    throw refuseAt('/addresseeName', informationRequestErrors.addresseeNameMissing);
  }
  return addressee === 'service'
    ? { addressee, addresseeName: name, addresseeOrganisation: null, addresseeService: name }
    : {
        addressee,
        addresseeName: name,
        addresseeOrganisation: ORGANISATION_CODE.test(name) ? name : null,
        addresseeService: service,
      };
}

/** Who answers in the name of an addressee, as the access token describes them. */
export interface AnsweringActor {
  readonly roles: readonly string[];
  readonly organisation: string | null;
  readonly services: readonly string[];
}

/** The questions that reach an actor: those put to services of the Caf, or those put to one partner. */
export type QuestionReach =
  | { readonly addressee: 'service'; readonly services: readonly string[] }
  | {
      readonly addressee: 'partner';
      readonly organisation: string;
      readonly services: readonly string[];
    };

/** Null for an actor who answers in the name of nobody. A partner's agent never answers for a service of the Caf. */
export function questionReachOf(actor: AnsweringActor): QuestionReach | null {
  const { roles, organisation, services } = actor;
  if (roles.includes('partner_agent')) {
    return organisation === null ? null : { addressee: 'partner', organisation, services };
  }
  return roles.includes('caf_agent') ? { addressee: 'service', services } : null;
}

/** The same comparison as that of the list (`InformationRequestsRepository`). */
export function reaches(address: QuestionAddress, reach: QuestionReach): boolean {
  const { addressee, addresseeOrganisation: organisation, addresseeService: service } = address;
  if (addressee !== reach.addressee) return false;
  if (reach.addressee === 'service') {
    return organisation === null && service !== null && reach.services.includes(service);
  }
  return (
    organisation === reach.organisation && (service === null || reach.services.includes(service))
  );
}
