import type pg from 'pg';

/** A database of one run, and a connection of its own to look after it. */
export class BenchDatabase {
  private constructor(
    readonly name: string,
    readonly url: string,
    private readonly admin: pg.Client,
  ) {}

  /** Empty, or a copy of another database that nobody is connected to. */
  static async create(
    admin: pg.Client,
    server: string,
    label: string,
    template?: BenchDatabase,
  ): Promise<BenchDatabase> {
    const name = `writes_bench_${String(process.pid)}_${label}`;
    await admin.query(
      `create database ${name} ${template === undefined ? '' : `template ${template.name}`}`,
    );
    const address = new URL(server);
    address.pathname = `/${name}`;
    return new BenchDatabase(name, address.toString(), admin);
  }

  async drop(): Promise<void> {
    await this.admin.query(`drop database if exists ${this.name} with (force)`);
  }
}
