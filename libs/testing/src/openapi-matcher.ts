import type { OpenAPIObject } from '@passerelle/service-kit';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';

interface MediaType {
  readonly schema?: object;
}

interface DocumentedResponse {
  readonly $ref?: string;
  readonly headers?: Readonly<Record<string, DocumentedHeader>>;
  readonly content?: Readonly<Record<string, MediaType>>;
}

interface DocumentedHeader {
  readonly $ref?: string;
  readonly required?: boolean;
}

interface Operation {
  /** Empty for an operation that anyone may call. */
  readonly security?: readonly object[];
  readonly responses: Readonly<Record<string, DocumentedResponse>>;
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}

/**
 * Checks answers against an OpenAPI document. The status must be documented for the operation, and the media type for
 * the status. The required headers must be present. A JSON body must match its schema and must not have members that
 * the schema does not name. A problem must have a `code` that the document lists for the operation and the status.
 * No cache may store an answer of an operation that needs a token: it may hold personal data.
 */
export class OpenApiMatcher {
  private readonly ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    multipleOfPrecision: 6,
  });
  private readonly validators = new Map<string, ValidateFunction>();
  private readonly paths: { readonly pattern: RegExp; readonly template: string }[];

  constructor(private readonly document: OpenAPIObject) {
    const dangling = referencesIn(document).filter((reference) => !names(document, reference));
    if (dangling.length > 0) throw new Error(`the document lacks ${dangling.join(', ')}`);
    ajvFormats.default(this.ajv);
    this.ajv.addFormat('int64', { type: 'number', validate: Number.isInteger });
    this.ajv.addSchema({ $id: 'openapi', components: closed(document.components) });
    this.paths = Object.keys(document.paths).map((template) => ({
      template,
      pattern: new RegExp(`^${template.replace(/\./g, '\\.').replace(/\{[^}]+\}/g, '[^/]+')}$`),
    }));
  }

  /** Descriptions of the faults of an answer; empty if there are none. */
  faults(method: string, url: string, answer: Answer): string[] {
    const path = url.split('?', 1)[0] ?? '';
    const candidates = this.paths.filter(({ pattern }) => pattern.test(path));
    const exact = candidates.find(({ template }) => template === path) ?? candidates[0];
    if (exact === undefined) return answer.status === 404 ? [] : [`${path} is not documented`];
    const item = this.document.paths[exact.template] as Record<string, Operation | undefined>;
    const operation = item[method.toLowerCase()];
    if (operation === undefined)
      return answer.status === 405 ? [] : [`${method} ${path} is not documented`];
    const isStored = answer.headers['cache-control'] !== 'no-store';
    if (isStored && (operation.security ?? []).length > 0) {
      return [`${method} ${exact.template} ${String(answer.status)} may be stored by a cache`];
    }
    const response = this.resolved(operation.responses[String(answer.status)]);
    const where = `${method} ${exact.template} ${String(answer.status)}`;
    if (response === undefined) return answer.status === 304 ? [] : [`${where} is not documented`];
    const missing = Object.entries(response.headers ?? {})
      .filter(
        ([name, header]) =>
          this.isRequired(header) && answer.headers[name.toLowerCase()] === undefined,
      )
      .map(([name]) => `${where} lacks ${name}`);
    if (missing.length > 0) return missing;
    const mediaType = answer.type.split(';', 1)[0]?.trim() ?? '';
    if (mediaType === '' && response.content === undefined) {
      return answer.body === undefined ? [] : [`${where} has a body that is not documented`];
    }
    const content = response.content?.[mediaType];
    if (content === undefined) return [`${where} does not document ${mediaType}`];
    if (!mediaType.endsWith('json') || content.schema === undefined) return [];
    const undocumented = answer.status < 400 ? [] : undocumentedCode(content.schema, answer.body);
    return undocumented.length > 0
      ? undocumented.map((code) => `${where} does not document the code ${code}`)
      : this.mismatches(`${where} ${mediaType}`, content.schema, answer.body);
  }

  private resolved(response: DocumentedResponse | undefined): DocumentedResponse | undefined {
    if (response?.$ref === undefined) return response;
    const name = response.$ref.replace('#/components/responses/', '');
    return this.document.components?.responses?.[name];
  }

  private isRequired(header: DocumentedHeader): boolean {
    if (header.$ref === undefined) return header.required === true;
    const name = header.$ref.replace('#/components/headers/', '');
    const shared: DocumentedHeader | undefined = this.document.components?.headers?.[name];
    return shared?.required === true;
  }

  /** Descriptions of the differences between a body and a schema of the document. `key` identifies the schema. */
  mismatches(key: string, schema: object, body: unknown): string[] {
    let validate = this.validators.get(key);
    if (validate === undefined) {
      validate = this.ajv.compile(rebased(closed(schema)) as object);
      this.validators.set(key, validate);
    }
    if (validate(body)) return [];
    return (validate.errors ?? []).map(
      (error) =>
        `${key}: ${error.instancePath} ${error.message ?? ''} ${JSON.stringify(error.params)}`,
    );
  }
}

/** The codes are an enumeration next to the schema of every problem: see `problemSchema` of the HTTP library. */
function undocumentedCode(schema: object, body: unknown): string[] {
  const { code } = (body ?? {}) as { readonly code?: string };
  const parts = (schema as { readonly allOf?: readonly Codes[] }).allOf ?? [];
  const codes = parts.flatMap(({ properties }) => properties?.code?.enum ?? []);
  return code === undefined || codes.includes(code) ? [] : [code];
}

interface Codes {
  readonly properties?: { readonly code?: { readonly enum?: readonly string[] } };
}

function referencesIn(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) =>
    key === '$ref' && typeof value === 'string' ? [value] : referencesIn(value),
  );
}

function names(document: OpenAPIObject, reference: string): boolean {
  const [, , kind = '', name = ''] = reference.split('/');
  const components = document.components as Record<string, object | undefined> | undefined;
  return Object.hasOwn(components?.[kind] ?? {}, name);
}

/** A view contains only documented members, so an object schema with named members admits no others. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).map(([key, value]) => [key, closed(value)]);
  const copy = Object.fromEntries(entries) as Record<string, unknown>;
  // In OpenAPI 3.1 an object that may be null has a list of types.
  const isObject = [copy.type].flat().includes('object');
  if (isObject && copy.properties !== undefined && copy.additionalProperties === undefined) {
    copy.additionalProperties = false;
  }
  return copy;
}

function rebased(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(rebased);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) =>
      key === '$ref' && typeof value === 'string'
        ? [key, `openapi${value}`]
        : [key, rebased(value)],
    ),
  );
}
