import { Entity, PrimaryColumn } from 'typeorm';

import { InstantColumn } from '@passerelle/persistence';

/** Access tokens of an account or a client are void that were issued before an instant. */
@Entity({ name: 'subject_revocations' })
export class SubjectRevocation {
  @PrimaryColumn({ type: 'uuid', name: 'subject_id' })
  subjectId!: string;

  @InstantColumn('issued_before')
  issuedBefore!: Date;
}
