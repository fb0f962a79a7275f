import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { Problems, requestErrors } from '@passerelle/http';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { DemoAccountsView } from './demo-account.view.js';
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './demo-accounts.js';

@ApiTags('demo')
@Public()
@Controller('v1/demo-accounts')
export class DemoController {
  constructor(@Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings) {}

  @Get()
  @ApiOperation({ summary: 'The accounts of a demo installation; 404 elsewhere' })
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
