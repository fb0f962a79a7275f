import { Shown } from '@passerelle/http';

import { CATEGORIES } from './work-item.js';

/** Documents a line of the file; the lines themselves are read by `import-line.ts`. */
export class WorkItemLine {
  @Shown({
    type: String,
    pattern: '^[A-Za-z0-9][A-Za-z0-9_.:/#-]{0,63}$',
    description: 'The batch’s own identifier of the item',
  })
  itemId!: string;

  @Shown({ enum: CATEGORIES })
  category!: string;

  @Shown({
    type: String,
    format: 'date',
    description: 'Day of arrival at the fund, not after today',
  })
  receivedOn!: string;

  @Shown({
    type: String,
    format: 'date-time',
    required: false,
    nullable: true,
    description: 'When processing began',
  })
  startedAt?: string | null;

  @Shown({ type: String, format: 'date-time', required: false, nullable: true })
  completedAt?: string | null;

  @Shown({ type: Boolean, required: false, nullable: true, default: false })
  urgent?: boolean | null;

  @Shown({
    type: Boolean,
    required: false,
    nullable: true,
    default: false,
    description: 'Taken up again after waiting for the person',
  })
  resumed?: boolean | null;

  @Shown({
    type: Boolean,
    required: false,
    nullable: true,
    default: false,
    description: 'Done without anyone, or a duplicate',
  })
  automatic?: boolean | null;
}

export class ImportFault {
  @Shown({ type: 'integer', description: 'Number of the line in the file, from 1' })
  line!: number;

  @Shown({ enum: ['refused', 'doubtful'] })
  severity!: 'refused' | 'doubtful';

  @Shown({
    type: String,
    nullable: true,
    description: 'The member concerned; null for the line as a whole',
  })
  field!: string | null;

  @Shown({
    type: String,
    description:
      'Stable: `malformed-json`, `duplicate-key`, `forbidden-character`, `too-deep`, `number-out-of-range`, `object`, `unknown-member`, `required`, `item-id`, `one-of`, `day`, `instant`, `flag`, `too-early`, `in-future`, `before-receipt`, `before-start`, `duplicate`',
  })
  code!: string;

  @Shown({ type: String, description: 'In the language of the request; never quotes the line' })
  message!: string;
}

/** `linesRead` = `accepted` + `unchanged` + `rejected` + `doubtful`. */
export class ImportReport {
  @Shown({ type: 'integer', description: 'Lines that are not blank' })
  linesRead!: number;

  @Shown({ type: 'integer', description: 'Items that were new or different' })
  accepted!: number;

  @Shown({ type: 'integer', description: 'Items known already as they are' })
  unchanged!: number;

  @Shown({ type: 'integer', description: 'Lines refused' })
  rejected!: number;

  @Shown({
    type: 'integer',
    description: 'Good lines ignored because the item comes again further down',
  })
  doubtful!: number;

  @Shown({ type: [ImportFault], description: 'In the order of the lines; the first 1,000' })
  errors!: ImportFault[];

  @Shown({ type: 'integer', description: 'Faults beyond those listed' })
  errorsNotListed!: number;
}
