import { Inject, Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import { Clock } from '@passerelle/kernel';
import type { Tx } from '@passerelle/persistence';
import { SETTINGS } from '@passerelle/service-kit';

import type { MediationSettings } from '../mediation.settings.js';
import { type Representation, representationsOn, type VerifiedMandate } from './mandate.js';
import { MandatesRepository } from './mandates.repository.js';

/** A caller with the persons whom they represent today: for all but guardians there are none. */
export interface Caller extends Actor {
  readonly representations: readonly Representation[];
}

/**
 * The mandates of guardians, as the service that verifies them states them. A guardian without a known mandate
 * represents nobody, and a power ends on its day without any recurring task.
 */
@Injectable()
export class MandatesService {
  constructor(
    private readonly mandates: MandatesRepository,
    private readonly clock: Clock,
    @Inject(SETTINGS) private readonly settings: MediationSettings,
  ) {}

  /**
   * Takes over mandates that were verified, changed or ended, each as a whole. Repeated and older states change
   * nothing.
   */
  async learn(tx: Tx, mandates: readonly VerifiedMandate[]): Promise<void> {
    await this.mandates.keepLatest(tx, mandates);
  }

  /** The caller, with the persons whom they represent: of every file, or of one. */
  async callerOf(actor: Actor, fileNumber?: string): Promise<Caller> {
    if (!actor.roles.includes('guardian')) return { ...actor, representations: [] };
    return { ...actor, representations: await this.representedBy(actor.subject, fileNumber) };
  }

  async representedBy(guardian: string, fileNumber?: string): Promise<readonly Representation[]> {
    const mandates = await this.mandates.ofGuardian(guardian, fileNumber);
    return representationsOn(mandates, this.clock.today(), this.settings.mandateActs);
  }
}
