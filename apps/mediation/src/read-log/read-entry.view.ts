import { Shown } from '@passerelle/http';

export class ReadEntryView {
  @Shown({ format: 'uuid', description: 'The account that read' })
  reader!: string;

  @Shown({ description: 'The part of the case that was shown', example: 'referral' })
  part!: string;

  @Shown({ type: String, format: 'date-time' })
  readAt!: string;
}
