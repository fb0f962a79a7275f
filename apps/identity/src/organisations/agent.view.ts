import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { type Agent, AGENT_END_REASONS, type AgentEndReason } from './agent.entity.js';

export class AgentView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown({ format: 'uuid' })
  organisationId!: string;

  @Shown({ format: 'uuid' })
  agreementId!: string;

  @Shown({ format: 'uuid', description: 'The subject of the tokens of the person' })
  accountId!: string;

  @Shown({
    type: String,
    nullable: true,
    example: 'T2',
    description: 'Null once the agreement no longer names the profile of the agent',
  })
  profile!: string | null;

  @Shown({
    type: [String],
    description: 'The services of the partner in whose name the agent answers',
  })
  services!: readonly string[];

  @Shown()
  administrator!: boolean;

  @Shown({ type: String, format: 'date' })
  startsOn!: LocalDate;

  @Shown({ type: String, format: 'date', nullable: true })
  endsOn!: LocalDate | null;

  @Shown({ type: String, format: 'date' })
  recertifiedOn!: LocalDate;

  @Shown({ type: String, format: 'date-time', nullable: true })
  invitedAt!: Date | null;

  @Shown({ type: String, format: 'date-time', nullable: true })
  endedAt!: Date | null;

  @Shown({ enum: AGENT_END_REASONS, nullable: true })
  endReason!: AgentEndReason | null;

  @Shown({ type: 'integer' })
  version!: number;
}

export class AgentPersonView extends AgentView {
  @Shown({ type: String, nullable: true })
  displayName!: string | null;

  @Shown({ type: String, nullable: true })
  email!: string | null;
}

export class AdministratorsView {
  @Shown({ type: [AgentPersonView], description: 'Two administrators per agreement' })
  items!: AgentPersonView[];
}

export function agentViewOf(agent: Agent): AgentView {
  const { createdAt: _, ...view } = agent;
  return view;
}
