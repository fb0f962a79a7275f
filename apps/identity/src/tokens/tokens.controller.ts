import { Body, Controller, Header, Headers, HttpCode, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import {
  type HttpRequest,
  PROBLEM_MEDIA_TYPE,
  problemSchema,
  requestErrors,
  STATUS_OF,
} from '@passerelle/http';
import { type ErrorFactory, groupBy } from '@passerelle/kernel';

import { SECOND_FACTOR_GRANT } from '../keys/grant-types.js';
import { passwordErrors } from '../passwords/passwords.errors.js';
import { deviceLabel } from '../sessions/device-label.js';
import { secondFactorErrors } from '../second-factors/second-factors.errors.js';
import { ClientAddressesService } from '../throttling/client-addresses.service.js';
import { throttlingErrors } from '../throttling/throttling.errors.js';
import { type ClientCredentials, ClientGrantService } from './client-grant.service.js';
import { PasswordGrantService } from './password-grant.service.js';
import { RefreshGrantService } from './refresh-grant.service.js';
import { SecondFactorGrantService, type SecondFactorTry } from './second-factor-grant.service.js';
import { RevokeToken, RequestToken } from './tokens.dto.js';
import { OAuthProblem, TokenView } from './token.view.js';
import { OAUTH_CODES, tokenErrors } from './tokens.errors.js';

/** Documents the refusals of a route below `/oauth`, in the form of RFC 6749 § 5.2. */
function OAuthProblems(...errors: ErrorFactory[]): MethodDecorator {
  const byStatus = groupBy(errors, ({ definition }) => STATUS_OF[definition.kind]);
  return (target, key, descriptor) => {
    for (const [status, own] of byStatus) {
      const schema = problemSchema(
        own.map(({ definition }) => definition.code),
        OAuthProblem,
      );
      ApiResponse({
        status,
        description: own
          .map(({ definition: { code, title } }) => {
            const error = OAUTH_CODES[code] ?? 'invalid_request';
            return `\`${error}\` with \`${code}\`: ${title.en}`;
          })
          .join('\n\n'),
        content: { [PROBLEM_MEDIA_TYPE]: { schema }, 'application/json': { schema } },
      })(target, key, descriptor);
    }
  };
}

@ApiTags('tokens')
@ApiExtraModels(OAuthProblem)
@Public()
@Controller('oauth')
export class TokensController {
  constructor(
    private readonly byPassword: PasswordGrantService,
    private readonly bySecondFactor: SecondFactorGrantService,
    private readonly byRefreshToken: RefreshGrantService,
    private readonly byClientCredentials: ClientGrantService,
    private readonly addresses: ClientAddressesService,
  ) {}

  @Post('token')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'An access token for a person or a batch client (RFC 6749)' })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ type: RequestToken })
  @ApiOkResponse({ type: TokenView })
  @OAuthProblems(
    tokenErrors.invalidCredentials,
    tokenErrors.invalidRefreshToken,
    tokenErrors.invalidScope,
    tokenErrors.missingParameter,
    tokenErrors.invalidClient,
    tokenErrors.passwordChangeRequired,
    tokenErrors.secondFactorRequired,
    secondFactorErrors.secondFactorRefused,
    secondFactorErrors.pendingSignInRefused,
    tokenErrors.accessEnded,
    throttlingErrors.captchaRequired,
    throttlingErrors.tooManyTries,
    passwordErrors.tooManySignIns,
    requestErrors.bodyTooLarge,
    requestErrors.unsupportedMediaType,
  )
  token(
    @Body() body: RequestToken,
    @Req() request: HttpRequest,
    @Headers('authorization') authorization?: string,
    @Headers('user-agent') userAgent?: string,
  ): Promise<TokenView> {
    const address = this.addresses.of(request);
    switch (body.grant_type) {
      case 'password':
        return this.byPassword.signIn({
          username: given(body, 'username'),
          password: given(body, 'password'),
          captcha: body.captcha,
          address,
          device: deviceLabel(userAgent),
        });
      case SECOND_FACTOR_GRANT:
        return this.bySecondFactor.complete({
          mfaToken: given(body, 'mfa_token'),
          proof: proofIn(body),
          captcha: body.captcha,
          address,
          device: deviceLabel(userAgent),
        });
      case 'refresh_token':
        return this.byRefreshToken.refresh(given(body, 'refresh_token'), address);
      case 'client_credentials':
        return this.byClientCredentials.signIn(
          basicCredentials(authorization) ?? {
            id: given(body, 'client_id'),
            secret: given(body, 'client_secret'),
          },
          body.scope,
          address,
        );
    }
  }

  @Post('revocation')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Ends the session of a refresh token (RFC 7009). An unknown token is no error',
  })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ type: RevokeToken })
  @ApiOkResponse({ description: 'No open session has this token' })
  @OAuthProblems(
    tokenErrors.unsupportedTokenType,
    requestErrors.bodyTooLarge,
    requestErrors.unsupportedMediaType,
  )
  revoke(@Body() { token }: RevokeToken, @Req() request: HttpRequest): Promise<void> {
    if (token.split('.').length === 3) throw tokenErrors.unsupportedTokenType();
    return this.byRefreshToken.revoke(token, this.addresses.of(request));
  }
}

function given(request: RequestToken, parameter: keyof RequestToken): string {
  const value = request[parameter];
  if (value === undefined) throw tokenErrors.missingParameter({ parameter });
  return value;
}

function proofIn(body: RequestToken): SecondFactorTry['proof'] {
  if (body.assertion !== undefined) return { assertion: body.assertion };
  if (body.recovery_code !== undefined) return { recoveryCode: body.recovery_code };
  return { otp: given(body, 'otp') };
}

/**
 * The credentials of a Basic header, in which both parts are form-encoded (RFC 6749 § 2.3.1). A header with bytes that
 * no text of PostgreSQL can hold names no client.
 */
function basicCredentials(authorization: string | undefined): ClientCredentials | null {
  const encoded = /^basic +([\w+/=]+)$/i.exec(authorization ?? '')?.[1];
  if (encoded === undefined) return null;
  const [id = '', secret = ''] = Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s, 2);
  const credentials = { id: formDecoded(id), secret: formDecoded(secret) };
  return `${credentials.id}${credentials.secret}`.includes('\0')
    ? { id: '', secret: '' }
    : credentials;
}

function formDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
