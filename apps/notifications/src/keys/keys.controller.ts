import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { Shown } from '@passerelle/http';

import { MessageKeysService } from './message-keys.service.js';

class MessageKeySet {
  @Shown({ type: 'array', items: { type: 'object', additionalProperties: { type: 'string' } } })
  keys!: readonly Record<string, string>[];
}

@ApiTags('keys')
@Public()
@Controller('.well-known')
export class KeysController {
  constructor(private readonly keys: MessageKeysService) {}

  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    summary: 'The public key (RFC 7517) to seal messages with: ECDH-ES+A256KW and A256GCM',
  })
  @ApiOkResponse({ type: MessageKeySet })
  async jwks(): Promise<MessageKeySet> {
    return { keys: await this.keys.jwks() };
  }
}
