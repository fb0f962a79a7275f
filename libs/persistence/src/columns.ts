import { Column, type ColumnOptions, PrimaryColumn } from 'typeorm';

type Options = Pick<ColumnOptions, 'name' | 'nullable'>;

/** `uuid` primary key; the value comes from `newId()`. */
export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ type: 'uuid', name: 'id' });
}

export function UuidColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'uuid', name, ...options });
}

export function TextColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'text', name, ...options });
}

/** A calendar day, a `LocalDate` in code. */
export function DateColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'date', name, ...options });
}

/** An instant, a `Date` in code. */
export function InstantColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'timestamptz', name, ...options });
}

export function IntegerColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'integer', name, ...options });
}

export function BooleanColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'boolean', name, ...options });
}

/** Whole cents. TypeORM turns `bigint` into text; amounts here are safe integers. */
export function CentsColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({
    type: 'bigint',
    name,
    ...options,
    transformer: {
      from: (value: string | number | null) => (value === null ? null : Number(value)),
      to: (value: number | null) => value,
    },
  });
}

export function JsonColumn(name: string, options: Options = {}): PropertyDecorator {
  return Column({ type: 'jsonb', name, ...options });
}

export function TextArrayColumn(name: string): PropertyDecorator {
  return Column({ type: 'text', name, array: true });
}
