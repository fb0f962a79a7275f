import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { assertExpected, type ExpectedVersions, requestErrors } from '@passerelle/http';
import { Clock, isSiret } from '@passerelle/kernel';
import { Transactions } from '@passerelle/persistence';

import { ContactVaultService } from './contact-vault.service.js';
import { hasAddress } from './landlord-contact.js';
import { type ContactView, contactView } from './landlord-contact.view.js';
import { contactOf, type PutContact } from './landlord-contacts.dto.js';
import { LandlordContactsRepository } from './landlord-contacts.repository.js';
import { landlordErrors } from './landlords.errors.js';
import { reachOf, withinReach } from './reach.policy.js';

@Injectable()
export class LandlordContactsService {
  private onGiven: () => void = () => undefined;

  constructor(
    private readonly contacts: LandlordContactsRepository,
    private readonly vault: ContactVaultService,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** @param work runs after each commit that stored a contact; it must not throw */
  afterGiven(work: () => void): void {
    this.onGiven = work;
  }

  async get(actor: Actor, siret: string): Promise<ContactView> {
    assertReached(actor, siret);
    const sealed = await this.contacts.ofLandlord(siret);
    if (sealed === null) throw requestErrors.unknownId();
    const contact = this.vault.open(siret, sealed.sealed);
    if (contact === null) throw landlordErrors.contactUnreadable();
    return contactView(sealed, contact);
  }

  put(
    actor: Actor,
    siret: string,
    expected: ExpectedVersions,
    command: PutContact,
  ): Promise<ContactView> {
    assertReached(actor, siret);
    const contact = contactOf(command);
    if (!hasAddress(contact)) throw landlordErrors.contactWithoutAddress();
    return this.transactions.run(async (tx) => {
      const known = await this.contacts.ofLandlordForChange(tx, siret);
      assertExpected(expected, known?.version ?? 0);
      const sealed = this.vault.seal(siret, contact);
      const stored = await this.contacts.put(tx, siret, sealed, this.clock.now());
      tx.afterCommit(() => {
        this.onGiven();
      });
      return contactView(stored, contact);
    });
  }

  remove(actor: Actor, siret: string, expected: ExpectedVersions): Promise<void> {
    assertReached(actor, siret);
    return this.transactions.run(async (tx) => {
      const known = await this.contacts.ofLandlordForChange(tx, siret);
      if (known === null) throw requestErrors.unknownId();
      assertExpected(expected, known.version);
      await this.contacts.remove(tx, siret);
    });
  }
}

/** An actor who does not reach the landlord learns nothing about the contact, not even its existence. */
function assertReached(actor: Actor, siret: string): void {
  if (!isSiret(siret) || !withinReach(reachOf(actor), siret)) throw requestErrors.unknownId();
}
