import { Body, Controller, Get, Injectable, Module, Patch, Post, Query } from '@nestjs/common';

import { Access, type Actor, Caller } from '@passerelle/auth';
import type { ServiceName } from '@passerelle/contracts';
import {
  assertExpected,
  Day,
  type ExpectedVersions,
  IdParam,
  IfMatch,
  Located,
  Nested,
  PageOf,
  PageQuery,
  Problems,
  requestErrors,
  Shown,
  Text,
  Versioned,
  Whole,
} from '@passerelle/http';
import { type LocalDate, newId } from '@passerelle/kernel';
import {
  decodeCursor,
  type MigrationInterface,
  type Page,
  type QueryRunner,
  toPage,
  Transactions,
  type Tx,
} from '@passerelle/persistence';
import type { ServiceDefinition } from '@passerelle/service-kit';

/**
 * The smallest service that has every kind of column and route a real one has: what the platform's
 * own tests call. Its statements are bare SQL, so that it needs no entity.
 */
class Ledger1790000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table entries (
        id uuid primary key,
        label text not null,
        amount integer not null,
        details jsonb not null,
        day date not null,
        author uuid not null,
        version integer not null default 1
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table entries');
  }
}

class Details {
  @Text({ max: 200 })
  note!: string;
}

class NewEntry {
  @Text({ max: 200 })
  label!: string;

  @Whole({ min: -2_147_483_648 })
  amount!: number;

  @Nested(() => Details)
  details!: Details;

  @Day({ min: '0001-01-01', max: '9999-12-31' })
  day!: LocalDate;
}

class Relabelling {
  @Text({ max: 200 })
  label!: string;
}

class EntriesQuery extends PageQuery {
  @Text({ max: 200, optional: true })
  label?: string;
}

class DetailsView {
  @Shown()
  note!: string;
}

export class EntryView {
  @Shown({ format: 'uuid' })
  id!: string;

  @Shown()
  label!: string;

  @Shown({ type: 'integer' })
  amount!: number;

  @Shown({ type: DetailsView })
  details!: DetailsView;

  @Shown({ type: String, format: 'date' })
  day!: string;

  @Shown({ type: 'integer' })
  version!: number;
}

/** What tests put between the write and its commit: a failure, a pause, a lost connection. */
export const interference: { beforeCommit: (tx: Tx) => Promise<void> } = {
  beforeCommit: () => Promise.resolve(),
};

const COLUMNS = 'id, label, amount, details, day, version';

@Injectable()
class Entries {
  constructor(private readonly transactions: Transactions) {}

  create(entry: NewEntry, actor: Actor): Promise<EntryView> {
    return this.transactions.run(async (tx) => {
      const [row] = await tx.query<EntryView>(
        `insert into entries (id, label, amount, details, day, author)
         values ($1, $2, $3, $4, $5, $6) returning ${COLUMNS}`,
        [
          newId(),
          entry.label,
          entry.amount,
          JSON.stringify(entry.details),
          entry.day,
          actor.subject,
        ],
      );
      await interference.beforeCommit(tx);
      return found(row);
    });
  }

  /**
   * The model for a guarded change: `If-Match` is held against the version that was read, and the
   * UPDATE names that version again. Of two callers who both read version 1, the second one's UPDATE
   * waits for the first one's commit, then matches no row.
   */
  relabel(id: string, label: string, expected: ExpectedVersions): Promise<EntryView> {
    return this.transactions.run(async (tx) => {
      const { version } = await this.byId(id);
      assertExpected(expected, version);
      const [changed] = await tx.query<EntryView>(
        `update entries set label = $3, version = version + 1
         where id = $1 and version = $2 returning ${COLUMNS}`,
        [id, version, label],
      );
      if (changed === undefined) throw requestErrors.versionMismatch();
      await interference.beforeCommit(tx);
      return changed;
    });
  }

  async byId(id: string): Promise<EntryView> {
    const [row] = await this.transactions.read<EntryView>(
      `select ${COLUMNS} from entries where id = $1`,
      [id],
    );
    return found(row);
  }

  async page({ limit, after, label }: EntriesQuery): Promise<Page<EntryView>> {
    const [last = null] = after === undefined ? [] : decodeCursor(after, ['id']);
    const rows = await this.transactions.read<EntryView>(
      `select ${COLUMNS} from entries
       where ($1::uuid is null or id > $1) and ($2::text is null or label = $2)
       order by id limit $3`,
      [last, label ?? null, limit + 1],
    );
    return toPage(rows, limit, (row) => [row.id]);
  }
}

function found(row: EntryView | undefined): EntryView {
  if (row === undefined) throw requestErrors.unknownId();
  return row;
}

/** What `@ApiResponse` leaves on a handler; this project has no dependency on @nestjs/swagger. */
function Answers(status: number): MethodDecorator {
  return (_target, _key, descriptor) => {
    const handler = descriptor.value as object;
    const known = Reflect.getMetadata('swagger/apiResponse', handler) as object | undefined;
    const responses = { ...known, [status]: { description: 'The entry', type: EntryView } };
    Reflect.defineMetadata('swagger/apiResponse', responses, handler);
  };
}

@Access({ roles: ['mediator', 'admin'] })
@Controller('v1/entries')
class EntriesController {
  constructor(private readonly entries: Entries) {}

  @Post()
  @Versioned()
  @Located((view: EntryView) => `/ledger/v1/entries/${view.id}`)
  @Answers(201)
  create(@Body() body: NewEntry, @Caller() actor: Actor): Promise<EntryView> {
    return this.entries.create(body, actor);
  }

  @Get()
  @PageOf(EntryView, 'The entries, oldest first')
  list(@Query() query: EntriesQuery): Promise<Page<EntryView>> {
    return this.entries.page(query);
  }

  @Get(':id')
  @Versioned()
  @Answers(200)
  one(@IdParam() id: string): Promise<EntryView> {
    return this.entries.byId(id);
  }

  @Patch(':id')
  @Versioned()
  @Answers(200)
  @Problems(requestErrors.versionMismatch)
  relabel(
    @IdParam() id: string,
    @Body() body: Relabelling,
    @IfMatch() expected: ExpectedVersions,
  ): Promise<EntryView> {
    return this.entries.relabel(id, body.label, expected);
  }
}

@Module({ controllers: [EntriesController], providers: [Entries] })
class LedgerModule {}

export const ledger: ServiceDefinition = {
  // Not a service of the system: it owns a schema on the test server only.
  name: 'ledger' as ServiceName,
  title: { fr: 'Registre', en: 'Ledger' },
  description: 'Exists for the tests of the platform.',
  module: LedgerModule,
  entities: [],
  migrations: [Ledger1790000000001],
  settings: {},
  errors: [],
};

/** The same service with one more provider. */
export function withProvider(provider: new () => object): ServiceDefinition {
  @Module({ imports: [LedgerModule], providers: [provider] })
  class ExtendedModule {}
  return { ...ledger, module: ExtendedModule };
}

export const ENTRY = {
  label: 'École de l’Été 🎓',
  amount: 12,
  details: { note: 'œuvre' },
  day: '2024-02-29',
} as const;
