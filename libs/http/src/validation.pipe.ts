import { type ArgumentMetadata, Injectable, Param, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { getMetadataStorage, validate, type ValidationError } from 'class-validator';

import { type FieldError, isId, type Localized } from '@passerelle/kernel';

import { requestErrors } from './request.errors.js';

const REQUIRED: Localized = { fr: 'membre obligatoire', en: 'required member' };
const UNKNOWN: Localized = { fr: 'membre inconnu', en: 'unknown member' };
const EXPECTED: Localized = { fr: 'valeur inattendue', en: 'unexpected value' };

/** The first character of a pointer: a JSON pointer for a body, `?name` for a query parameter. */
const PREFIX = { body: '/', query: '?' } as const;

/**
 * Converts a body or query to its request class and refuses invalid values. It also refuses members that the class
 * does not declare, so that an undeclared member never reaches a service.
 */
@Injectable()
export class ValidationPipe implements PipeTransform {
  async transform(received: unknown, { type, metatype }: ArgumentMetadata): Promise<unknown> {
    if ((type !== 'body' && type !== 'query') || metatype === undefined || metatype === Object) {
      return received;
    }
    // A missing body counts as an empty object: a command without required members needs no body.
    const value = received === undefined ? {} : received;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw requestErrors.validationFailed({}, [
        { pointer: '', code: 'object', detail: { fr: 'un objet JSON', en: 'a JSON object' } },
      ]);
    }
    // Unknown members never reach class-transformer, whose cost grows with the square of the members, and which
    // drops names such as `constructor` before the whitelist can refuse them.
    const declared = membersOf(metatype);
    const given = Object.entries(value);
    const unknown = given.filter(([member]) => !declared.has(member));
    const known = Object.fromEntries(given.filter(([member]) => declared.has(member)));
    const instance = plainToInstance(metatype as new () => object, known, {
      exposeDefaultValues: true,
    });
    const errors = await validate(instance, {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: true,
      stopAtFirstError: true,
      validationError: { target: false },
    });
    if (unknown.length + errors.length > 0) {
      throw requestErrors.validationFailed({}, [
        ...flatten(errors, PREFIX[type]),
        ...unknown.map(([member]) => ({
          pointer: `${PREFIX[type]}${escapePointer(member)}`,
          code: 'unknown-member',
          detail: UNKNOWN,
        })),
      ]);
    }
    return instance;
  }
}

const MEMBERS = new Map<unknown, ReadonlySet<string>>();

/** The members that a request class declares, those of its base classes included. */
function membersOf(metatype: NonNullable<ArgumentMetadata['metatype']>): ReadonlySet<string> {
  let members = MEMBERS.get(metatype);
  if (members === undefined) {
    const declared = getMetadataStorage().getTargetValidationMetadatas(metatype, '', false, false);
    members = new Set(declared.map(({ propertyName }) => propertyName));
    MEMBERS.set(metatype, members);
  }
  return members;
}

function* flatten(errors: readonly ValidationError[], prefix: string): Generator<FieldError> {
  for (const error of errors) {
    const pointer = `${prefix}${escapePointer(error.property)}`;
    yield* flatten(error.children ?? [], `${pointer}/`);
    const [constraint] = Object.keys(error.constraints ?? {});
    if (constraint === undefined) continue;
    yield { pointer, ...reasonFor(constraint, error) };
  }
}

function reasonFor(
  constraint: string,
  error: ValidationError,
): { code: string; detail: Localized } {
  if (constraint === 'whitelistValidation') return { code: 'unknown-member', detail: UNKNOWN };
  if (error.value === undefined) return { code: 'required', detail: REQUIRED };
  const contexts: Record<string, { expects?: Localized } | undefined> = error.contexts ?? {};
  return { code: constraint, detail: contexts[constraint]?.expects ?? EXPECTED };
}

/** The characters of a name that an answer repeats: a caller may send a name of a megabyte. */
const MAX_NAME = 100;

/** RFC 6901 § 3. */
function escapePointer(member: string): string {
  const name = member.length > MAX_NAME ? `${member.slice(0, MAX_NAME)}…` : member;
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** An id in a path that is not a UUID matches no resource: 404, as for any other unknown id. */
@Injectable()
export class IdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw requestErrors.unknownId();
    return value;
  }
}

/** A path parameter that contains an id. */
export const IdParam = (name = 'id'): ParameterDecorator => Param(name, IdPipe);
