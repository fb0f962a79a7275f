import { Controller, Get, Module, Post } from '@nestjs/common';

import { Access, Public } from '@passerelle/auth';

import { describeService } from './create-service.js';
import type { ServiceDefinition } from './definition.js';
import { platformSettings } from './platform-settings.js';
import { readSettings } from './settings.js';

abstract class Inherited {
  @Get('inherited')
  inherited(): string {
    return '';
  }
}

@Controller('v1/open')
class Undeclared extends Inherited {
  @Get()
  @Public()
  declared(): string {
    return '';
  }

  @Post()
  forgotten(): string {
    return '';
  }
}

@Access({ roles: ['mediator'] })
@Controller('v1/guarded')
class Guarded extends Inherited {
  @Get(':id')
  one(): string {
    return '';
  }

  @Post()
  @Access({ roles: [], scopes: ['mediation:import'] })
  many(): string {
    return '';
  }
}

function serviceOf(controller: new () => object): ServiceDefinition {
  @Module({ controllers: [controller] })
  class OneModule {}
  return {
    name: 'scales',
    title: { fr: '', en: '' },
    description: '',
    module: OneModule,
    entities: [],
    migrations: [],
    settings: {},
    errors: [],
  };
}

const platform = readSettings(platformSettings, { DATABASE_URL: 'postgres://nowhere/none' });

describe('routes', () => {
  it('that do not say who may call them keep the service from starting, inherited ones included', async () => {
    await expect(describeService(serviceOf(Undeclared), platform)).rejects.toThrow(
      'routes without @Access: Undeclared.forgotten, Undeclared.inherited',
    );
  });

  it('take the rule of their method, else of their controller', async () => {
    const { routes } = await describeService(serviceOf(Guarded), platform);
    const own = routes.filter(({ path }) => path.startsWith('/v1/'));
    expect(own.map(({ method, path, rule }) => [method, path, rule])).toEqual([
      ['POST', '/v1/guarded', { roles: [], scopes: ['mediation:import'] }],
      ['GET', '/v1/guarded/:id', { roles: ['mediator'] }],
      ['GET', '/v1/guarded/inherited', { roles: ['mediator'] }],
    ]);
  });
});
