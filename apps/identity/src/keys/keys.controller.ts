import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

import { Public } from '@passerelle/auth';
import { SCOPES } from '@passerelle/contracts';
import { PLATFORM_SETTINGS, type PlatformSettings } from '@passerelle/service-kit';

import { RevocationsService } from '../revocations/revocations.service.js';
import { RecipientKeysService } from '../vault/recipient-keys.service.js';
import { GRANT_TYPES } from './grant-types.js';
import { JsonWebKeySetView } from './key-set.view.js';
import { ServerMetadataView } from './server-metadata.view.js';
import { SigningKeysService } from './signing-keys.service.js';

@ApiTags('keys')
@Public()
@Controller('.well-known')
export class KeysController {
  constructor(
    private readonly keys: SigningKeysService,
    private readonly recipientKeys: RecipientKeysService,
    private readonly revocations: RevocationsService,
    @Inject(PLATFORM_SETTINGS) private readonly platform: PlatformSettings,
  ) {}

  // A cache on the way adds its time to the minute within which a revoked token ends everywhere.
  @Get('jwks.json')
  @Header('cache-control', 'public, max-age=5')
  @ApiOperation({
    summary:
      'The public keys that verify access tokens, the tokens that are void before they expire, and the key to which other services seal recipients (RFC 7517)',
  })
  @ApiOkResponse({ type: JsonWebKeySetView })
  async jwks(): Promise<JsonWebKeySetView> {
    const keys = [...(await this.keys.jwks()), this.recipientKeys.jwk()];
    return { keys, revoked: await this.revocations.published() };
  }

  @Get('oauth-authorization-server')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'The metadata of this authorisation server (RFC 8414)' })
  @ApiOkResponse({ type: ServerMetadataView })
  metadata(): ServerMetadataView {
    const { issuer } = this.platform;
    return {
      issuer,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revocation`,
      jwks_uri: `${issuer}/.well-known/jwks.json`,
      grant_types_supported: GRANT_TYPES,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
      revocation_endpoint_auth_methods_supported: ['none'],
      response_types_supported: [],
      scopes_supported: SCOPES,
    };
  }
}
