import { schemaOf } from '@passerelle/http';
import {
  expectationOf,
  type FieldDefinition,
  type Localized,
  type OneOfDefinition,
} from '@passerelle/kernel';

import type { ColumnValue, ImportColumn, ImportColumns } from './column.js';

/** A column as documents show it; a member within a column by its path, `solutions[].text`. */
export interface DescribedColumn {
  readonly name: string;
  readonly aliases: readonly string[];
  readonly required: boolean;
  readonly expects: Localized;
  readonly description: string | undefined;
  readonly value: ColumnValue;
}

/** The columns of a file, and the members within them, in their order. */
export function describedColumns(columns: ImportColumns, path = ''): readonly DescribedColumn[] {
  return Object.entries(columns).flatMap(([name, column]) => {
    const { value, required = false, aliases = [] } = column;
    const own: DescribedColumn = {
      name: `${path}${name}`,
      aliases,
      required,
      expects: expects(value),
      description: descriptionOf(column),
      value,
    };
    if (value.type === 'object') return [own, ...describedColumns(value.members, `${own.name}.`)];
    if (value.type === 'list') return [own, ...describedColumns(value.members, `${own.name}[].`)];
    return [own];
  });
}

function descriptionOf({ description, value }: ImportColumn): string | undefined {
  return description ?? value.description;
}

function expects(value: ColumnValue): Localized {
  if (value.type === 'object') return { fr: 'un objet', en: 'an object' };
  if (value.type === 'one-of') return withWords(value);
  if (value.type !== 'list') return expectationOf(value);
  return {
    fr: `une liste d’au plus ${String(value.max)} objets`,
    en: `a list of at most ${String(value.max)} objects`,
  };
}

/** The values, each with the words that a CSV file may hold instead. */
function withWords({ values, words = {} }: OneOfDefinition): Localized {
  const listed = values
    .map((value) => {
      const own = words[value] ?? [];
      return own.length === 0 ? value : `${value} (${own.join(', ')})`;
    })
    .join(', ');
  return { fr: `une valeur parmi : ${listed}`, en: `one of: ${listed}` };
}

/** The columns as a list in Markdown, for the description of a route. */
export function columnList(columns: ImportColumns): string {
  return describedColumns(columns)
    .map(({ name, aliases, required, expects: { en }, description }) => {
      const headers = aliases.map((alias) => `\`${alias}\``).join(', ');
      const called = `\`${name}\`${headers === '' ? '' : ` (in CSV also ${headers})`}`;
      const meaning = description === undefined ? '' : `. ${description}`;
      return `- ${called}: ${required ? 'required, ' : ''}${en}${meaning}`;
    })
    .join('\n');
}

/** A line of NDJSON as JSON Schema. A member that is not required may be `null` too. */
export function lineSchema(columns: ImportColumns): Readonly<Record<string, unknown>> {
  const entries = Object.entries(columns);
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.flatMap(([name, { required }]) => (required === true ? [name] : [])),
    properties: Object.fromEntries(
      entries.map(([name, column]) => {
        const schema = valueSchema(column.value);
        const description = descriptionOf(column);
        return [
          name,
          {
            ...(column.required === true ? schema : orNull(schema)),
            ...(description === undefined ? {} : { description }),
          },
        ];
      }),
    ),
  };
}

type Schema = Readonly<Record<string, unknown>>;

function valueSchema(value: ColumnValue): Schema {
  switch (value.type) {
    case 'object':
      return lineSchema(value.members);
    case 'list':
      return { type: 'array', maxItems: value.max, items: lineSchema(value.members) };
    default:
      return scalarSchema(value);
  }
}

/** An amount in euros may be a number too. */
function scalarSchema(value: FieldDefinition): Schema {
  const schema = schemaOf(value);
  return value.type === 'amount' && value.unit === 'euros'
    ? { ...schema, type: ['number', 'string'] }
    : schema;
}

function orNull(schema: Schema): Schema {
  const { type, enum: values } = schema as { type: string | string[]; enum?: readonly unknown[] };
  return {
    ...schema,
    type: [type, 'null'].flat(),
    ...(values === undefined ? {} : { enum: [...values, null] }),
  };
}
