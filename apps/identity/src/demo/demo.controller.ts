import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { type Role, ROLES } from '@passerelle/contracts';
import { Problems, requestErrors, Shown } from '@passerelle/http';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';

class DemoAccountView {
  @Shown()
  username!: string;

  @Shown({ enum: ROLES })
  role!: Role;
}

class DemoAccountsView {
  @Shown({ description: 'The password of every demo account, and the secret of the client' })
  password!: string;

  @Shown({ description: 'The batch client, with every import scope' })
  client!: string;

  @Shown({ type: [DemoAccountView] })
  accounts!: DemoAccountView[];
}

@ApiTags('demo')
@Public()
@Controller('v1/demo-accounts')
export class DemoController {
  constructor(@Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings) {}

  @Get()
  @ApiOperation({ summary: 'How to sign in to a demo installation; 404 elsewhere' })
  @ApiOkResponse({ type: DemoAccountsView })
  @Problems(requestErrors.unknownPath)
  list(): DemoAccountsView {
    if (!this.platform.demo) throw requestErrors.unknownPath();
    return {
      password: DEMO_PASSWORD,
      client: 'batch',
      accounts: DEMO_ACCOUNTS.map(({ username, role }) => ({ username, role })),
    };
  }
}
