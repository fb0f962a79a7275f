import type { Actor } from '@passerelle/auth';

import type { ImportRecord } from './imports.repository.js';

/** Whether the caller may read an import: its state, its progress and its report. */
export type MayReadImport = (
  actor: Pick<Actor, 'subject' | 'roles'>,
  received: Pick<ImportRecord, 'createdBy'>,
) => boolean;

/** The sender of a file reads its import. A caller with one of these roles reads every import. */
export function senderOr(...roles: readonly Actor['roles'][number][]): MayReadImport {
  return ({ subject, roles: own }, { createdBy }) =>
    createdBy === subject || roles.some((role) => own.includes(role));
}
