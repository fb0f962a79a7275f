import { Module } from '@nestjs/common';
import { z } from 'zod';

import { Logger } from '@passerelle/observability';

import type { ServiceDefinition } from './definition.js';
import { runService } from './run-service.js';
import { setting } from './settings.js';

@Module({})
class NothingModule {}

const definition: ServiceDefinition = {
  name: 'scales',
  title: { fr: 'Rien', en: 'Nothing' },
  description: '',
  module: NothingModule,
  entities: [],
  migrations: [],
  settings: {
    own: setting({
      env: 'OWN',
      summary: 'Its own.',
      schema: z.enum(['a']),
      fallback: 'a' as const,
    }),
  },
  errors: [],
};

describe('runService', () => {
  // A start that fails ends the process in some seconds.
  beforeEach(() => jest.useFakeTimers());

  afterEach(() => {
    jest.useRealTimers();
    process.exitCode = undefined;
  });

  it('lists the problems of the platform’s settings and of its own at once', async () => {
    const logged: string[] = [];
    const log = jest.spyOn(Logger.prototype, 'error');
    log.mockImplementation((message) => logged.push(String(message)));
    await runService(definition, { PORT: 'x', OWN: 'b' }, []);
    log.mockRestore();
    expect(process.exitCode).toBe(1);
    for (const name of ['PORT', 'OWN', 'DATABASE_URL']) expect(logged.join()).toContain(name);
  });
});
