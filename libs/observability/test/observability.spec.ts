import { Readiness } from '../src/health.js';
import { Logger } from '../src/logger.js';
import {
  continueTrace,
  newContext,
  preferredLanguage,
  runInContext,
} from '../src/request-context.js';

describe('preferredLanguage', () => {
  it.each([
    [undefined, 'fr'],
    ['', 'fr'],
    ['*', 'fr'],
    ['en', 'en'],
    ['en-GB,en;q=0.9,fr;q=0.8', 'en'],
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr'],
    ['en;q=0.1, fr;q=0', 'en'],
    ['de, en;q=0.5', 'en'],
    ['en;q=garbage', 'en'],
  ])('%p gives %s', (header, language) => {
    expect(preferredLanguage(header)).toBe(language);
  });
});

describe('continueTrace', () => {
  it('keeps the trace of a well-formed header and gives it a new span', () => {
    const incoming = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;
    expect(continueTrace(incoming)).toMatch(/^00-a{32}-(?!b{16})[0-9a-f]{16}-01$/);
  });

  it.each([undefined, 'nonsense', `00-${'0'.repeat(32)}-${'b'.repeat(16)}-01`, 42])(
    'begins a trace for %p',
    (header) => {
      expect(continueTrace(header)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    },
  );
});

describe('Logger', () => {
  it('writes one object a line, with the request it belongs to', () => {
    const lines: string[] = [];
    const logger = new Logger('mediation', 'info', (line) => lines.push(line));
    const context = newContext('fr');
    runInContext(context, () => {
      logger.info('done', { count: 2 });
    });
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({
        level: 'info',
        service: 'mediation',
        msg: 'done',
        count: 2,
        requestId: context.requestId,
      }),
    ]);
  });

  it('keeps the values of a failed statement out', () => {
    const lines: string[] = [];
    const logger = new Logger('mediation', 'info', (line) => lines.push(line));
    const failure = Object.assign(new Error('invalid input: "Jeanne Martin"'), {
      severity: 'ERROR',
      code: '22P02',
      detail: 'Jeanne Martin',
      parameters: ['Jeanne Martin'],
    });
    logger.error('failed', failure);
    expect(lines.join('')).toContain('22P02');
    expect(lines.join('')).not.toContain('Martin');
  });
});

describe('Readiness', () => {
  it('reports each check, and a hanging one as down', async () => {
    const readiness = new Readiness(20);
    readiness.add({ name: 'good', check: () => Promise.resolve() });
    readiness.add({ name: 'bad', check: () => Promise.reject(new Error('no')) });
    readiness.add({ name: 'stuck', check: () => new Promise(() => undefined) });
    expect(await readiness.report()).toEqual({ good: 'up', bad: 'down', stuck: 'down' });
  });
});
