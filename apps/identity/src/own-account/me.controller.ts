import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';

import { MeView } from './own-account.view.js';
import { OwnAccountService } from './own-account.service.js';

@ApiTags('accounts')
@Controller('v1/me')
export class MeController {
  constructor(private readonly own: OwnAccountService) {}

  @Get()
  @Access({ roles: ROLES })
  @ApiOperation({ summary: 'The claims of the access token, and the account of the caller' })
  @ApiOkResponse({ type: MeView })
  me(@Caller() actor: Actor): Promise<MeView> {
    return this.own.of(actor);
  }
}
