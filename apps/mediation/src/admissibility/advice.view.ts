import { Shown } from '@passerelle/http';
import type { LocalDate } from '@passerelle/kernel';

import { DECISIONS, GROUNDS } from '../cases/referral.js';

export class AdviceView {
  @Shown({ enum: GROUNDS })
  ground!: string;

  @Shown({ enum: DECISIONS })
  decision!: string;

  @Shown({ type: String, nullable: true })
  receivingService!: string | null;

  @Shown({
    enum: ['required', 'suggested'],
    description: '`required`: the law allows no other decision',
  })
  strength!: string;

  @Shown({ description: 'The reason, in the language of the request' })
  because!: string;
}

export class AdvicesView {
  @Shown({ type: [AdviceView] })
  items!: AdviceView[];

  @Shown({
    type: String,
    format: 'date',
    nullable: true,
    description:
      'The day on which silence counts as a rejection of the prior claim, where this claim is the first remedy (R142-6 CSS)',
  })
  silenceRejectsOn!: LocalDate | null;

  @Shown({ type: [String], description: 'What the legal service has to confirm about that day' })
  remarks!: string[];
}
