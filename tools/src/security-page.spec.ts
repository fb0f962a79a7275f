import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { filesUnder } from './cited-law.js';

const ROOT = path.join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

const PAGE = read('docs/security.md');
/** What stands between back quotes: files, settings, attacks, words of code. */
const QUOTED = [...PAGE.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);
const ROWS = PAGE.split('\n')
  .filter((line) => line.startsWith('|'))
  .map((line) => line.split('|').map((cell) => cell.trim()));

/** The requirements of levels 1 and 2 of OWASP ASVS 5.0.0, by chapter: section and numbers. */
const REQUIREMENTS = [
  '1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2',
  '2.1:1-3 2.2:1-3 2.3:1-4 2.4:1',
  '3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2',
  '4.1:1-3 4.2:1 4.3:1-2 4.4:1-4',
  '5.1:1 5.2:1-3 5.3:1-2 5.4:1-3',
  '6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3 6.8:1-4',
  '7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2',
  '8.1:1-2 8.2:1-3 8.3:1 8.4:1',
  '9.1:1-3 9.2:1-4',
  '10.1:1-2 10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3',
  '11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1',
  '12.1:1-3 12.2:1-2 12.3:1-4',
  '13.1:1 13.2:1-5 13.3:1-2 13.4:1-5',
  '14.1:1-2 14.2:1-4 14.3:1-3',
  '15.1:1-3 15.2:1-3 15.3:1-7',
  '16.1:1 16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3',
  '17.1:1 17.2:1-4 17.3:1-2',
].flatMap((chapter) =>
  chapter.split(' ').flatMap((part) => {
    const [section = '', numbers = ''] = part.split(':');
    const [first = 0, last = first] = numbers.split('-').map(Number);
    return Array.from({ length: last - first + 1 }, (_, n) => `${section}.${String(first + n)}`);
  }),
);

/** The ids of the attacks, as their files give them. */
const ATTACKS = filesUnder([path.join(ROOT, 'attack/src/families')], ['.ts']).flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/^ {2}id: '([^']+)'/gm)].map(([, id = '']) => id),
);
/** The attacks that are known to succeed. */
const OPEN = [
  ...(
    /const OPEN[^[]*\[\] = \[([^\]]*)\]/.exec(read('e2e/attack.http-spec.ts'))?.[1] ?? ''
  ).matchAll(/'([^']+)'/g),
].map(([, id = '']) => id);

describe('the page on security', () => {
  it('has a row for each requirement, and none for another', () => {
    const rows = ROWS.flatMap(([, numbers = '']) =>
      /^\d+\.\d+\.\d+/.test(numbers) ? numbers.split(', ') : [],
    );
    expect(rows).toHaveLength(253);
    expect(rows.toSorted()).toEqual(REQUIREMENTS.toSorted());
  });

  it('says of each row how far it is met', () => {
    const states = ROWS.flatMap(([, first = '', second = '', third = '']) => {
      if (/^\d+\.\d+\.\d+/.test(first)) return [third];
      return /^API\d+ /.test(first) ? [second] : [];
    });
    expect(new Set(states)).toEqual(new Set(['met', 'partly', 'not met', 'absent', 'elsewhere']));
  });

  it('names files that exist', () => {
    const named = QUOTED.filter((text) => /^[\w.-]+(?:\/[\w.-]+)+\.\w+$/.test(text));
    expect(named.length).toBeGreaterThan(100);
    expect(named.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
    const linked = [...PAGE.matchAll(/\]\((?!http)([^)#]+)[^)]*\)/g)].map(([, file = '']) => file);
    expect(linked.filter((file) => !existsSync(path.join(ROOT, 'docs', file)))).toEqual([]);
  });

  it('names settings that exist', () => {
    const settings = read('docs/generated/configuration.md');
    const named = QUOTED.filter((text) => /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text));
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((name) => !settings.includes(`\`${name}\``))).toEqual([]);
  });

  it('names attacks that exist', () => {
    const named = QUOTED.filter((text) => /^[a-z-]+\/[a-z-]+$/.test(text));
    expect(ATTACKS.length).toBeGreaterThan(40);
    const known = [...ATTACKS, 'libs/imports', 'libs/http', 'docs/domain', 'text/html'];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  it('claims nothing that an attack disproves, and names each attack that succeeds', () => {
    const claims = ROWS.filter((cells) => cells.includes('met')).map((cells) => cells.join(' '));
    expect(OPEN.filter((id) => claims.some((row) => row.includes(`\`${id}\``)))).toEqual([]);
    expect(OPEN.filter((id) => !QUOTED.includes(id))).toEqual([]);
    expect(OPEN.filter((id) => !ATTACKS.includes(id))).toEqual([]);
  });
});
