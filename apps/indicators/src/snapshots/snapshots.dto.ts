import { Day, Text } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

export class PublishSnapshot {
  @Day({ description: 'The last of the seven days that the figures cover', example: '2024-03-26' })
  updatedOn!: LocalDate;

  @Text({
    optional: true,
    nullable: true,
    max: 500,
    multiline: true,
    description:
      'The reason of a correction, which is published with the figures. Must not name a person',
  })
  reason?: string | null;
}
