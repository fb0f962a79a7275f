import { Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, TWO_FACTORS } from '@passerelle/auth';
import {
  type ExpectedVersions,
  IdParam,
  IfMatch,
  PageOf,
  Problems,
  requestErrors,
  Versioned,
} from '@passerelle/http';
import { type Page, pageErrors } from '@passerelle/persistence';

import { MessageDetailView, MessageView } from './message.view.js';
import { MessagesQuery } from './messages.dto.js';
import { messageErrors } from './messages.errors.js';
import { MessagesService } from './messages.service.js';

@ApiTags('messages')
@Access({ roles: ['admin'], acr: TWO_FACTORS })
@Controller('v1/messages')
export class MessagesController {
  constructor(private readonly messages: MessagesService) {}

  @Get()
  @ApiOperation({ summary: 'The messages and what became of them, newest first' })
  @PageOf(MessageView, 'A page of messages')
  @Problems(pageErrors.invalidCursor)
  list(@Query() query: MessagesQuery): Promise<Page<MessageView>> {
    return this.messages.list(query);
  }

  @Get(':id')
  @Versioned()
  @ApiOperation({ summary: 'One message; in demo mode also what it says' })
  @ApiOkResponse({ type: MessageDetailView })
  @Problems(requestErrors.unknownId)
  get(@IdParam() id: string): Promise<MessageDetailView> {
    return this.messages.get(id);
  }

  @Post(':id/retry')
  @HttpCode(200)
  @Versioned()
  @ApiOperation({
    summary: 'Have a message sent that was kept, failed, was refused or whose fate is unknown',
  })
  @ApiOkResponse({ type: MessageView })
  @Problems(...Object.values(messageErrors), requestErrors.unknownId, requestErrors.versionMismatch)
  retry(@IdParam() id: string, @IfMatch() expected: ExpectedVersions): Promise<MessageView> {
    return this.messages.retry(id, expected);
  }
}
