import { Shown } from '@passerelle/http';

const count = { type: 'integer' } as const;

export class ConfirmationsView {
  @Shown({ ...count, description: 'Lines that this call confirmed' })
  confirmed!: number;

  @Shown({
    ...count,
    description: 'Lines that still wait, because they have another anomaly besides the given one',
  })
  left!: number;
}
