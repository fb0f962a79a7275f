import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  HttpCode,
  Patch,
  Post,
  Req,
  UseGuards,
} from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';

import { Access, type Actor, authErrors, Caller } from '@passerelle/auth';
import { ENROLMENT_SCOPE } from '@passerelle/contracts';
import { type HttpRequest, IdParam, Problems } from '@passerelle/http';

import { WithoutIdempotencyKey } from '../passwords/without-idempotency-key.guard.js';
import { ClientAddressesService } from '../throttling/client-addresses.service.js';
import { PEOPLE } from './second-factor.js';
import {
  EnrolledFactorView,
  PASSKEY_OPTIONS_SCHEMA,
  RecoveryCodesView,
  SecondFactorsView,
  SecondFactorView,
  TotpEnrolmentView,
} from './second-factor.view.js';
import { ConfirmTotp, EnrolPasskey, EnrolTotp, RenameSecondFactor } from './second-factors.dto.js';
import { enrolmentErrors } from './second-factors.errors.js';
import { SecondFactorsService } from './second-factors.service.js';

/** A person, also one whose account can do nothing but enrol. */
const Enrolling = () => Access({ roles: PEOPLE, scopes: [ENROLMENT_SCOPE] });

const { noOwnAccount } = enrolmentErrors;
/** A change asks for a recent sign-in. */
const STEP_UP = authErrors.insufficientUserAuthentication;

@ApiTags('second factors')
@Controller('v1/me')
@UseGuards(WithoutIdempotencyKey)
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly addresses: ClientAddressesService,
  ) {}

  @Get('second-factors')
  @Enrolling()
  @ApiOperation({ summary: 'The second factors of the caller' })
  @ApiOkResponse({ type: SecondFactorsView })
  @Problems(noOwnAccount)
  list(@Caller() actor: Actor): Promise<SecondFactorsView> {
    return this.factors.list(actor);
  }

  @Post('second-factors/totp')
  @Enrolling()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Begins the enrolment of an application that makes codes (RFC 6238)' })
  @ApiCreatedResponse({ type: TotpEnrolmentView })
  @Problems(STEP_UP, noOwnAccount)
  beginTotp(@Caller() actor: Actor, @Body() command: EnrolTotp): Promise<TotpEnrolmentView> {
    return this.factors.beginTotp(actor, command);
  }

  @Post('second-factors/:id/confirmation')
  @HttpCode(200)
  @Enrolling()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary:
      'Confirms an application with its first code. With the first factor every session ends',
  })
  @ApiOkResponse({ type: EnrolledFactorView })
  @Problems(
    STEP_UP,
    noOwnAccount,
    enrolmentErrors.enrolmentRefused,
    enrolmentErrors.alreadyConfirmed,
    enrolmentErrors.tooManyFactors,
  )
  confirmTotp(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Body() command: ConfirmTotp,
    @Req() request: HttpRequest,
  ): Promise<EnrolledFactorView> {
    return this.factors.confirmTotp(actor, id, command, this.addresses.of(request));
  }

  @Post('passkey-options')
  @HttpCode(200)
  @Enrolling()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'What `navigator.credentials.create` takes (Web Authentication)' })
  @ApiOkResponse({ schema: PASSKEY_OPTIONS_SCHEMA })
  @Problems(STEP_UP, noOwnAccount)
  beginPasskey(@Caller() actor: Actor): Promise<object> {
    return this.factors.beginPasskey(actor);
  }

  @Post('second-factors/passkeys')
  @Enrolling()
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Enrols a passkey. With the first factor every session ends' })
  @ApiCreatedResponse({ type: EnrolledFactorView })
  @Problems(
    STEP_UP,
    noOwnAccount,
    enrolmentErrors.enrolmentRefused,
    enrolmentErrors.passkeyKnown,
    enrolmentErrors.tooManyFactors,
  )
  addPasskey(
    @Caller() actor: Actor,
    @Body() command: EnrolPasskey,
    @Req() request: HttpRequest,
  ): Promise<EnrolledFactorView> {
    return this.factors.addPasskey(actor, command, this.addresses.of(request));
  }

  @Patch('second-factors/:id')
  @Access({ roles: PEOPLE })
  @ApiOperation({ summary: 'Gives a second factor another label' })
  @ApiOkResponse({ type: SecondFactorView })
  @Problems(STEP_UP, noOwnAccount)
  rename(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Body() command: RenameSecondFactor,
  ): Promise<SecondFactorView> {
    return this.factors.rename(actor, id, command);
  }

  @Delete('second-factors/:id')
  @HttpCode(204)
  @Access({ roles: PEOPLE })
  @ApiOperation({ summary: 'Removes a second factor; with the last one, the recovery codes too' })
  @ApiNoContentResponse()
  @Problems(STEP_UP, noOwnAccount, enrolmentErrors.lastFactor)
  remove(
    @Caller() actor: Actor,
    @IdParam() id: string,
    @Req() request: HttpRequest,
  ): Promise<void> {
    return this.factors.remove(actor, id, this.addresses.of(request));
  }

  @Post('recovery-codes')
  @Access({ roles: PEOPLE })
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Makes new recovery codes, which void the former ones' })
  @ApiCreatedResponse({ type: RecoveryCodesView })
  @Problems(STEP_UP, noOwnAccount, enrolmentErrors.noFactor)
  renewRecoveryCodes(
    @Caller() actor: Actor,
    @Req() request: HttpRequest,
  ): Promise<RecoveryCodesView> {
    return this.factors.renewRecoveryCodes(actor, this.addresses.of(request));
  }
}
