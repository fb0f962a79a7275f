import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { TIMELINE_KINDS } from '../cases/timeline-step.js';

class ReplacedValueView {
  @Shown({ example: 'receivedOn', description: 'The member, as a correction names it' })
  member!: string;

  @Shown({ type: String, nullable: true })
  before!: string | null;

  @Shown({ type: String, nullable: true })
  after!: string | null;
}

export class TimelineEntryView {
  @Shown({ enum: Object.keys(TIMELINE_KINDS) })
  kind!: string;

  @Shown({ type: String, format: 'date', description: 'The day of the step' })
  occurredOn!: LocalDate;

  @Shown({
    type: String,
    nullable: true,
    required: false,
    description: 'Mediators: the ground, addressee, resolution, reason… of the step',
  })
  detail?: string | null;

  @Shown({
    type: [ReplacedValueView],
    required: false,
    description: 'Mediators: the old and the new value of each member that a correction changed',
  })
  replaced?: ReplacedValueView[];

  @Shown({
    required: false,
    format: 'uuid',
    description: 'Mediators: the account that recorded the step',
  })
  recordedBy?: string;

  @Shown({ type: String, format: 'date-time' })
  recordedAt!: string;
}

export class TimelineView {
  @Shown({ type: [TimelineEntryView] })
  items!: TimelineEntryView[];
}
