import { Shown } from '@passerelle/http';

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
}
