import type { Localized } from './language.js';
import type { SentenceValues } from './sentence.js';

/**
 * What a refusal means to the caller; `libs/http` holds the one table from kind to HTTP status.
 * `rule`: well-formed, but a rule of the domain forbids it. `conflict`: forbidden by the present state.
 * `stale`: the caller saw an older version. `too-slow`: the request did not arrive in time.
 */
export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'too-slow'
  | 'conflict'
  | 'gone'
  | 'stale'
  | 'too-large'
  | 'unsupported-media-type'
  | 'rule'
  | 'precondition-required'
  | 'throttled'
  | 'unavailable';

export interface ErrorDefinition {
  /** `<service>/<kebab-case>`; stable: callers branch on it. */
  readonly code: string;
  readonly kind: ErrorKind;
  readonly title: Localized;
  /** Sentences with `{name}` for each value of `meta` they quote. */
  readonly detail?: Localized;
}

/** A refusal that concerns one member of the request. */
export interface FieldError {
  /** JSON pointer into the body (`/subject/benefit`), or `?name` for a query parameter. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: Localized;
}

/** Values quoted in an error's detail. They reach bodies and logs: never personal data. */
export type ErrorMeta = SentenceValues;

/** A refusal by a rule. Thrown, so that the transaction it happens in rolls back. */
export class DomainError extends Error {
  constructor(
    readonly definition: ErrorDefinition,
    readonly meta: ErrorMeta = {},
    readonly fields: readonly FieldError[] = [],
  ) {
    super(definition.code);
    this.name = 'DomainError';
  }

  get code(): string {
    return this.definition.code;
  }
}

export interface ErrorFactory {
  (meta?: ErrorMeta, fields?: readonly FieldError[]): DomainError;
  readonly definition: ErrorDefinition;
}

/**
 * Declares the errors of a feature. The key gives the code: `alreadyClosed` under `mediation`
 * becomes `mediation/already-closed`.
 */
export function defineErrors<K extends string>(
  scope: string,
  definitions: Readonly<Record<K, Omit<ErrorDefinition, 'code'>>>,
): Readonly<Record<K, ErrorFactory>> {
  const entries = Object.entries<Omit<ErrorDefinition, 'code'>>(definitions).map(
    ([key, definition]) => {
      const name = key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
      const complete: ErrorDefinition = { ...definition, code: `${scope}/${name}` };
      const factory = (meta?: ErrorMeta, fields?: readonly FieldError[]): DomainError =>
        new DomainError(complete, meta, fields);
      return [key, Object.assign(factory, { definition: complete })] as const;
    },
  );
  return Object.freeze(Object.fromEntries(entries)) as Readonly<Record<K, ErrorFactory>>;
}
