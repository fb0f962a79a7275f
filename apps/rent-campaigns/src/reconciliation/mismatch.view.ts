import { Shown } from '@passerelle/http';

import { type Mismatch, MISMATCHES } from './reconciliation.js';
import type { MismatchedDwelling } from './reconciliation.repository.js';

const cents = { type: 'integer', format: 'int64' } as const;

export class MismatchView implements MismatchedDwelling {
  @Shown()
  landlordSiret!: string;

  @Shown()
  dwellingRef!: string;

  @Shown({ type: 'integer', description: 'Tenants declared for the dwelling' })
  tenants!: number;

  @Shown({
    ...cents,
    description: 'The rent of the dwelling; the highest rent when the lines differ',
  })
  rentCents!: number;

  @Shown({ ...cents, description: 'The sum of the shares' })
  sharesCents!: number;

  @Shown({ enum: MISMATCHES })
  mismatch!: Mismatch;
}
