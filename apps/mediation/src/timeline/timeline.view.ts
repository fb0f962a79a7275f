import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { TIMELINE_KINDS } from '../cases/timeline-step.js';

export class TimelineEntryView {
  @Shown({ enum: Object.keys(TIMELINE_KINDS) })
  kind!: string;

  @Shown({ type: String, format: 'date', description: 'The day of the step' })
  occurredOn!: LocalDate;

  @Shown({
    type: String,
    nullable: true,
    required: false,
    description: 'Mediators: the ground, addressee, resolution… of the step',
  })
  detail?: string | null;

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
