import { Injectable } from '@nestjs/common';

import { Scheduled } from '@passerelle/messaging';

import { AgentReviewService } from './agent-review.service.js';

@Injectable()
export class AgentsSchedule {
  constructor(private readonly agents: AgentReviewService) {}

  @Scheduled({
    name: 'review-agents',
    cron: '13 5 * * *',
    summary:
      'Ends the access of agents who left, were not confirmed for a year or did not come for six months; tells administrators whom to confirm.',
  })
  async review(): Promise<void> {
    await this.agents.review();
  }
}
