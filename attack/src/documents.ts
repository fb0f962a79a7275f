/** A JSON Schema, as far as requests are made from it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly minItems?: number;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
}

interface DocumentedOperation {
  readonly description?: string;
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>;
  };
}

/** What of an OpenAPI document is read. */
export interface ServiceDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Who may call an operation; `everyone` needs no token. */
type Admitted =
  'everyone' | { readonly roles: ReadonlySet<string>; readonly scopes: ReadonlySet<string> };

export interface Operation {
  readonly service: string;
  readonly method: string;
  readonly template: string;
  readonly admitted: Admitted;
  readonly queries: readonly string[];
  /** The media types of the body. */
  readonly takes: readonly string[];
  readonly bodySchema: Schema | undefined;
  readonly resolve: (reference: string) => Schema;
}

/** The operations of a service, as its document describes them. */
export function operationsOf(service: string, document: ServiceDocument): Operation[] {
  const resolve = (reference: string): Schema =>
    document.components?.schemas?.[reference.split('/').at(-1) ?? ''] ?? {};
  return Object.entries(document.paths).flatMap(([template, item]) =>
    Object.entries(item).map(([method, operation]): Operation => {
      const content = operation.requestBody?.content ?? {};
      return {
        service,
        method: method.toUpperCase(),
        template,
        admitted: admittedBy(operation),
        queries: (operation.parameters ?? [])
          .filter((parameter) => parameter.in === 'query')
          .map(({ name }) => name),
        takes: Object.keys(content),
        bodySchema: content['application/json']?.schema,
        resolve,
      };
    }),
  );
}

/** Roles and scopes stand in the first line of the description: ``For: `mediator`, scope `mediation:import`.`` */
function admittedBy({ security = [], description = '' }: DocumentedOperation): Admitted {
  if (security.length === 0) return 'everyone';
  const [, callers = ''] = /^For: (.*)\.$/m.exec(description) ?? [];
  const names = [...callers.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
  return {
    roles: new Set(names.filter((name) => !name.includes(':'))),
    scopes: new Set(names.filter((name) => name.includes(':'))),
  };
}

export const labelOf = ({ method, template }: Operation): string => `${method} ${template}`;

/** A path with an id that no resource has, and a year before any record. */
export function unknownPath({ template }: Operation, id: string): string {
  return template.replace('{year}', '2001').replaceAll(/\{\w+\}/g, id);
}

const today = (): string => new Date().toISOString().slice(0, 10);

const OF_PATTERN: readonly (readonly [RegExp, string])[] = [
  [/\\d\{7\}/, '0000009'],
  [/\\d\{14\}/, '00000001800010'],
  [/\^T/, 'T1'],
  [/\\d\{6\}/, '000000'],
  [/@/, 'attaque@example.org'],
  [/\^\\\+/, '+33600000009'],
  [/\[\.,\]/, '1'],
  [/a-z0-9/, 'attaque'],
];

/** A value that fits a schema: the least that an operation takes. */
export function fitting(schema: Schema, resolve: Operation['resolve']): unknown {
  if (schema.$ref !== undefined) return fitting(resolve(schema.$ref), resolve);
  const [first] = [...(schema.allOf ?? []), ...(schema.anyOf ?? [])];
  if (first !== undefined) return fitting(first, resolve);
  if (schema.enum !== undefined) return schema.enum[0];
  const [type] = [schema.type ?? 'object'].flat();
  switch (type) {
    case 'string':
      return textFor(schema);
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return false;
    case 'array':
      return Array.from({ length: schema.minItems ?? 0 }, () =>
        fitting(schema.items ?? {}, resolve),
      );
    default:
      return Object.fromEntries(
        (schema.required ?? []).map((name) => [
          name,
          fitting(schema.properties?.[name] ?? {}, resolve),
        ]),
      );
  }
}

function textFor({ format, pattern, minLength = 1 }: Schema): string {
  if (format === 'date') return today();
  if (format === 'uuid') return crypto.randomUUID();
  if (pattern !== undefined) {
    return OF_PATTERN.find(([part]) => part.test(pattern))?.[1] ?? 'attaque';
  }
  return 'attaque'.padEnd(minLength, 'e');
}
