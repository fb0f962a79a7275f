import { Injectable } from '@nestjs/common';

import { Transactions, type Tx } from '@passerelle/persistence';

import type { SubjectRevocation } from './subject-revocation.entity.js';

@Injectable()
export class SubjectRevocationsRepository {
  constructor(private readonly transactions: Transactions) {}

  async add(tx: Tx, subjectIds: readonly string[], issuedBefore: Date): Promise<void> {
    await tx.query(
      `insert into subject_revocations (subject_id, issued_before)
       select distinct id, $2::timestamptz from unnest($1::uuid[]) as id order by id
       on conflict (subject_id) do update
       set issued_before = greatest(excluded.issued_before, subject_revocations.issued_before)`,
      [[...subjectIds], issuedBefore],
    );
  }

  since(moment: Date): Promise<SubjectRevocation[]> {
    return this.transactions.read<SubjectRevocation>(
      `select subject_id as "subjectId", issued_before as "issuedBefore"
       from subject_revocations where issued_before >= $1`,
      [moment],
    );
  }

  async deleteBefore(tx: Tx, moment: Date): Promise<void> {
    await tx.query('delete from subject_revocations where issued_before < $1', [moment]);
  }
}
