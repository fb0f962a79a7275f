import { Injectable } from '@nestjs/common';

import type { Actor } from '@passerelle/auth';
import type { Page } from '@passerelle/persistence';

import { ReadLogDirectory } from '../referrals/read-log.directory.js';
import { ReferralAccessService } from '../referrals/referral-access.service.js';
import type { ReadEntryView } from './read-entry.view.js';

@Injectable()
export class ReadLogService {
  constructor(
    private readonly access: ReferralAccessService,
    private readonly readLog: ReadLogDirectory,
  ) {}

  async page(
    actor: Actor,
    referralId: string,
    limit: number,
    after?: string,
  ): Promise<Page<ReadEntryView>> {
    // The log shows this read as well, so the read is stored before the log is read.
    await this.access.read(actor, referralId, 'read-log', () => undefined, 'read_log');
    const page = await this.readLog.page(referralId, limit, after);
    const items = page.items.map(({ reader, part, readAt }) => ({
      reader,
      part,
      readAt: readAt.toISOString(),
    }));
    return { ...page, items };
  }
}
