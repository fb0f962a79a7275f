import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';

import { Me } from './accounts.dto.js';
import { OwnAccountsService } from './own-accounts.service.js';

@ApiTags('accounts')
@Controller('v1/me')
export class MeController {
  constructor(private readonly own: OwnAccountsService) {}

  @Get()
  @Access({ roles: ROLES })
  @ApiOperation({ summary: 'Who the access token says you are, and your account' })
  @ApiOkResponse({ type: Me })
  me(@Caller() actor: Actor): Promise<Me> {
    return this.own.of(actor);
  }
}
