import { Body, Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Access, type Actor, Caller, Public } from '@passerelle/auth';
import { ROLES } from '@passerelle/contracts';
import { type HttpRequest, Problems } from '@passerelle/http';

import { ClientAddressesService } from '../throttling/client-addresses.service.js';
import { throttlingErrors } from '../throttling/throttling.errors.js';
import { PasswordChangesService } from './password-changes.service.js';
import { MAX_PASSWORD_LENGTH } from './password-policy.js';
import { PasswordRulesService } from './password-rules.service.js';
import { ChangePassword } from './passwords.dto.js';
import { PasswordPolicyView } from './password-policy.view.js';
import { passwordChangeErrors, passwordErrors, passwordRuleErrors } from './passwords.errors.js';
import { WithoutIdempotencyKey } from './without-idempotency-key.guard.js';

@ApiTags('passwords')
@Controller('v1')
export class PasswordsController {
  constructor(
    private readonly rules: PasswordRulesService,
    private readonly changes: PasswordChangesService,
    private readonly addresses: ClientAddressesService,
  ) {}

  @Get('password-policy')
  @Public()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({
    summary: 'The requirements for a password, and the days of the stronger password',
  })
  @ApiOkResponse({ type: PasswordPolicyView })
  policy(): PasswordPolicyView {
    const { policy, rollout } = this.rules;
    return { ...policy, maxLength: MAX_PASSWORD_LENGTH, refusesCommon: true, rollout };
  }

  @Post('password-changes')
  @HttpCode(204)
  @Access({ roles: ROLES.filter((role) => role !== 'service') })
  @UseGuards(WithoutIdempotencyKey)
  @ApiOperation({ summary: 'Changes the password. Every open session ends' })
  @ApiNoContentResponse()
  @Problems(
    passwordChangeErrors.wrongCurrentPassword,
    passwordChangeErrors.passwordUnchanged,
    passwordRuleErrors.passwordTooWeak,
    throttlingErrors.captchaRequired,
    throttlingErrors.tooManyTries,
    passwordErrors.tooManySignIns,
  )
  change(
    @Caller() actor: Actor,
    @Body() command: ChangePassword,
    @Req() request: HttpRequest,
  ): Promise<void> {
    return this.changes.change(actor, command, this.addresses.of(request));
  }
}
