import {
  centsOfEuros,
  type AmountDefinition,
  dayLimitsOf,
  type FieldDefinition,
  isLocalDate,
  limitsOf,
  type TextDefinition,
  type WholeDefinition,
} from '@passerelle/kernel';

/** The JSON Schema of the values of a field. */
export function schemaOf(definition: FieldDefinition): Readonly<Record<string, unknown>> {
  switch (definition.type) {
    case 'text':
      return textSchema(definition);
    case 'whole': {
      const { min, max } = limitsOf(definition);
      return { type: 'integer', minimum: min, maximum: max };
    }
    case 'amount': {
      if (definition.unit === 'euros') return { type: 'string', pattern: eurosForm(definition) };
      const { min, max } = limitsOf(definition);
      return { type: 'integer', format: 'int64', minimum: min, maximum: max };
    }
    case 'day': {
      const { min, max } = dayLimitsOf(definition);
      return { type: 'string', format: 'date', formatMinimum: min, formatMaximum: max };
    }
    case 'instant':
      return { type: 'string', format: 'date-time' };
    case 'flag':
      return { type: 'boolean' };
    case 'one-of':
      return { type: 'string', enum: [...definition.values] };
  }
}

function textSchema({ min = 1, max, pattern }: TextDefinition): Readonly<Record<string, unknown>> {
  return {
    type: 'string',
    ...(max === undefined ? {} : { minLength: min, maxLength: max }),
    ...(pattern === undefined ? {} : { pattern: pattern.source }),
  };
}

/** The pattern admits as many digits before the decimal separator as the largest amount has. */
function eurosForm(definition: AmountDefinition): string {
  const digits = String(Math.floor(limitsOf(definition).max / 100)).length;
  return `^\\d{1,${String(digits)}}(?:[.,]\\d{1,2})?$`;
}

export function refusalCodeOf(definition: FieldDefinition): string {
  switch (definition.type) {
    case 'text':
      return definition.code ?? 'text';
    case 'whole':
      return 'whole-number';
    case 'amount':
      return definition.unit === 'cents' ? 'cents' : 'text';
    default:
      return definition.type;
  }
}

const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;

/** Whether the field accepts the JSON value. */
export function acceptsValue(definition: FieldDefinition, value: unknown): boolean {
  switch (definition.type) {
    case 'text':
      return typeof value === 'string' && isTextOf(definition, value);
    case 'whole':
      return isWithin(definition, value);
    case 'amount':
      return isWithin(definition, definition.unit === 'euros' ? centsOf(value) : value);
    case 'day': {
      const { min, max } = dayLimitsOf(definition);
      return isLocalDate(value) && min <= value && value <= max;
    }
    case 'instant':
      return typeof value === 'string' && isLocalDate(INSTANT.exec(value)?.[1]);
    case 'flag':
      return typeof value === 'boolean';
    case 'one-of':
      return typeof value === 'string' && definition.values.includes(value);
  }
}

function centsOf(value: unknown): number | undefined {
  return typeof value === 'string' ? centsOfEuros(value) : undefined;
}

function isTextOf({ min = 1, max = Infinity, pattern }: TextDefinition, text: string): boolean {
  return (
    text.trim().length >= min && text.length <= max && (pattern === undefined || pattern.test(text))
  );
}

function isWithin(definition: WholeDefinition | AmountDefinition, value: unknown): boolean {
  const { min, max } = limitsOf(definition);
  return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
