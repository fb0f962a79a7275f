import type { Revocations } from '@passerelle/auth';
import { Shown } from '@passerelle/http';

class RevocationsView implements Revocations {
  @Shown({ type: [String], description: 'Hashes of sessions, of which every token is void' })
  sessions!: readonly string[];

  @Shown({
    type: 'object',
    additionalProperties: { type: 'integer' },
    description:
      'For hashes of subjects: the second of issue (`iat`) up to which their tokens are void',
  })
  subjects!: Readonly<Record<string, number>>;
}

export class JsonWebKeySetView {
  @Shown({ type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } })
  keys!: readonly Record<string, string>[];

  @Shown({
    type: RevocationsView,
    description: 'Access tokens that are void before they expire. A standard reader ignores this',
  })
  revoked!: Revocations;
}
