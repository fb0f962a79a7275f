import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { Problems } from '@passerelle/http';

import { PendingSignInsService } from './pending-sign-ins.service.js';
import { PASSKEY_OPTIONS_SCHEMA } from './second-factor.view.js';
import { RequestPasskeyChallenge } from './second-factors.dto.js';
import { secondFactorErrors } from './second-factors.errors.js';

@ApiTags('second factors')
@Public()
@Controller('v1/passkey-challenges')
export class PasskeyChallengesController {
  constructor(private readonly pending: PendingSignInsService) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'What `navigator.credentials.get` takes, for a sign-in that waits for the second factor',
  })
  @ApiOkResponse({ schema: PASSKEY_OPTIONS_SCHEMA })
  @Problems(secondFactorErrors.pendingSignInRefused)
  challenge(@Body() { mfaToken }: RequestPasskeyChallenge): Promise<object> {
    return this.pending.challenge(mfaToken);
  }
}
