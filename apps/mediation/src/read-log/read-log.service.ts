import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Page } from '@passerelle/persistence';

import { ReferralDesk } from '../referrals/referral-desk.service.js';
import type { ReadEntry } from './read-entry.entity.js';
import { ReadLogRepository } from './read-log.repository.js';

@Injectable()
export class ReadLogService {
  constructor(
    private readonly desk: ReferralDesk,
    private readonly readLog: ReadLogRepository,
  ) {}

  page(actor: Actor, referralId: string, limit: number, after?: string): Promise<Page<ReadEntry>> {
    const read = (): Promise<Page<ReadEntry>> => this.readLog.page(referralId, limit, after);
    return this.desk.read(actor, referralId, 'read-log', read, 'read_log');
  }
}
