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
      'Ends the access of agents whose last day has passed, who were not confirmed for a year or did not sign in for six months. Tells administrators which agents to confirm.',
  })
  async review(): Promise<void> {
    await this.agents.review();
  }
}
