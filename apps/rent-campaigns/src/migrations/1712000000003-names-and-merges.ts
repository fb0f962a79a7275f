import type { MigrationInterface, QueryRunner } from '@passerelle/persistence';

export class NamesAndMerges1712000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Keys of names lose what the former comparison kept: Œ, Æ, Ø, Ł, Đ. The names themselves are not kept, so
    // second family names come with the next roster.
    await runner.query(`
      update roster_entries set name_key =
        replace(replace(replace(replace(
          translate(normalize(name_key, nfkd), 'ØŁĐÐĦŦ', 'OLDDHT'),
          'Œ', 'OE'), 'Æ', 'AE'), 'Þ', 'TH'), 'ẞ', 'SS')
      where name_key ~ '[^A-Z]'`);
  }

  async down(): Promise<void> {
    // The former keys are not known any more, and a key of this version serves the former version as well.
  }
}
