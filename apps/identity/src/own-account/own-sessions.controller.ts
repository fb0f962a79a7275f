import { Controller, Delete, Get, HttpCode } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';
import { IdParam } from '@passerelle/http';

import { OwnSessionsView } from './own-session.view.js';
import { OwnSessionsService } from './own-sessions.service.js';

@ApiTags('accounts')
@Access({ roles: ROLES.filter((role) => role !== 'service') })
@Controller('v1/me/sessions')
export class OwnSessionsController {
  constructor(private readonly own: OwnSessionsService) {}

  @Get()
  @ApiOperation({ summary: 'The open sessions of the caller' })
  @ApiOkResponse({ type: OwnSessionsView })
  list(@Caller() actor: Actor): Promise<OwnSessionsView> {
    return this.own.list(actor);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({
    summary: 'Ends every session of the caller but the one of this request, within a minute',
  })
  @ApiNoContentResponse()
  endOthers(@Caller() actor: Actor): Promise<void> {
    return this.own.endOthers(actor);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends a session of the caller, within a minute' })
  @ApiNoContentResponse()
  end(@Caller() actor: Actor, @IdParam() id: string): Promise<void> {
    return this.own.end(actor, id);
  }
}
