import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { type HttpRequest, IdParam, Problems } from '@passerelle/http';

import { accountErrors } from '../accounts/accounts.errors.js';
import { passwordErrors, passwordRuleErrors } from '../passwords/passwords.errors.js';
import { ClientAddressesService } from '../throttling/client-addresses.service.js';
import { CompletePasswordReset, RequestPasswordReset } from './password-resets.dto.js';
import { PasswordResetView } from './password-reset.view.js';
import { passwordResetErrors } from './password-resets.errors.js';
import { PasswordResetsService } from './password-resets.service.js';
import { ResetCompletionService } from './reset-completion.service.js';

@ApiTags('passwords')
@Public()
@Controller('v1/password-resets')
export class PasswordResetsController {
  constructor(
    private readonly resets: PasswordResetsService,
    private readonly completion: ResetCompletionService,
    private readonly addresses: ClientAddressesService,
  ) {}

  @Post()
  @HttpCode(202)
  @ApiOperation({
    summary:
      'Sends a code. The answer has the same form and time whether or not the account exists',
  })
  @ApiResponse({ status: 202, type: PasswordResetView })
  @Problems(
    accountErrors.nirRefused,
    passwordResetErrors.captchaRefused,
    passwordResetErrors.tooManyResets,
  )
  request(
    @Body() command: RequestPasswordReset,
    @Req() request: HttpRequest,
  ): Promise<PasswordResetView> {
    return this.resets.request(command, this.addresses.of(request));
  }

  @Post(':resetId/completion')
  @HttpCode(204)
  @ApiOperation({ summary: 'Chooses a new password with the code. Every open session ends' })
  @ApiNoContentResponse()
  @Problems(
    passwordResetErrors.codeRefused,
    passwordRuleErrors.passwordTooWeak,
    passwordErrors.tooManySignIns,
  )
  complete(
    @IdParam('resetId') id: string,
    @Body() command: CompletePasswordReset,
    @Req() request: HttpRequest,
  ): Promise<void> {
    return this.completion.complete(id, command, this.addresses.of(request));
  }
}
