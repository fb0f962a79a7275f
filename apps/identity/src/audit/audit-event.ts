import { createHash } from 'node:crypto';

/** The kinds of security events. */
export const AUDIT_KINDS = [
  'sign_in_succeeded',
  'sign_in_failed',
  'sign_in_held_back',
  'sign_in_refused',
  'refresh_reused',
  'token_revoked',
  'session_ended',
  'client_signed_in',
  'client_sign_in_failed',
  'password_reset_requested',
  'password_reset_withheld',
  'password_reset_failed',
  'password_reset_completed',
  'password_changed',
  'password_change_failed',
  'second_factor_added',
  'second_factor_removed',
  'second_factor_failed',
  'second_factor_held_back',
  'recovery_codes_issued',
  'second_factor_reset_requested',
  'second_factor_reset_refused',
  'second_factor_reset',
  'message_lost',
  'account_created',
  'account_changed',
  'account_identity_read',
  'account_closed',
  'account_reopened',
  'activation_requested',
  'client_created',
  'client_changed',
  'client_secret_issued',
  'client_closed',
  'organisation_created',
  'organisation_changed',
  'agreement_created',
  'agreement_moved',
  'agreement_changed',
  'agent_added',
  'agent_changed',
  'agent_recertified',
  'agent_ended',
  'agent_rights_withdrawn',
  'agents_read',
  'audit_read',
  'signing_key_created',
  'signing_key_removed',
  'master_key_rotated',
] as const;

export type AuditKind = (typeof AUDIT_KINDS)[number];

/**
 * One security event. The event names people by the id of their account, and network addresses by keyed
 * hashes. Its details are words of this program, numbers and ids, never text that a person typed.
 */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly kind: AuditKind;
  /** The account, client, organisation, agreement or agent that the event is about. */
  readonly subjectId: string | null;
  /** The signed-in person or client that caused the event; null when nobody was signed in. */
  readonly actorId: string | null;
  /** Keyed hash of the name that was tried, when no account has the name. */
  readonly subjectHash: string | null;
  readonly addressHash: string | null;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

export interface SealedEntry extends AuditEntry {
  readonly position: number;
}

/** SHA-256 over every member of the events of one batch, in order. */
export function digestOf(entries: readonly SealedEntry[]): string {
  const digest = createHash('sha256');
  for (const entry of entries) digest.update(`${canonical(entry)}\n`);
  return digest.digest('hex');
}

function canonical(entry: SealedEntry): string {
  const details = Object.entries(entry.details).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([
    entry.position,
    entry.id,
    entry.at.toISOString(),
    entry.kind,
    entry.subjectId,
    entry.actorId,
    entry.subjectHash,
    entry.addressHash,
    details,
  ]);
}

export const FIRST_PREVIOUS_HASH = '0'.repeat(64);

export interface SealContent {
  readonly number: number;
  readonly previousHash: string;
  readonly firstPosition: number;
  readonly lastPosition: number;
  readonly digest: string;
  readonly sealedAt: Date;
}

/** The hash that the next seal builds on. */
export function chainHash(seal: SealContent): string {
  return createHash('sha256')
    .update(
      JSON.stringify([
        seal.number,
        seal.previousHash,
        seal.firstPosition,
        seal.lastPosition,
        seal.digest,
        seal.sealedAt.toISOString(),
      ]),
    )
    .digest('hex');
}
