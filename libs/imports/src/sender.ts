import type { Actor } from '@passerelle/auth';

/** Who sends a file. The callers of one organisation share its turns and its limits. */
export type Sender = Pick<Actor, 'subject' | 'organisation'>;
